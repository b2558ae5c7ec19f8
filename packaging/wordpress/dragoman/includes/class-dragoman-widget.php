<?php
/**
 * What readers get: the widget's script on pages of single stories, the place where it stands, and links to translated copies.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * @package Dragoman
 */

defined( 'ABSPATH' ) || exit;

/**
 * The public side.
 */
class Dragoman_Widget {
	const HANDLE = 'dragoman-widget';

	/**
	 * Hooks.
	 */
	public static function start() {
		add_action( 'wp_enqueue_scripts', array( __CLASS__, 'add_script' ) );
		add_filter( 'script_loader_tag', array( __CLASS__, 'script_tag' ), 10, 2 );
		add_filter( 'post_thumbnail_html', array( __CLASS__, 'mark_photo' ), 10, 2 );
		add_filter( 'the_content', array( __CLASS__, 'mark_place' ), 20 );
		add_action( 'wp_head', array( __CLASS__, 'link_translations' ), 5 );
	}

	/**
	 * The story of this page, if its readers are offered languages.
	 *
	 * @return WP_Post|null
	 */
	private static function story() {
		if ( is_admin() || ! is_singular() || is_embed() || is_feed() || ( function_exists( 'amp_is_request' ) && amp_is_request() ) ) {
			return null;
		}
		$post = get_queried_object();
		return Dragoman_Settings::covers( $post ) && ! post_password_required( $post ) ? $post : null;
	}

	/**
	 * One script, at the end of the page. From the server it has a lifetime of its own, so no version is added to its address.
	 */
	public static function add_script() {
		if ( ! self::story() ) {
			return;
		}
		if ( self::is_local() ) {
			wp_enqueue_script( self::HANDLE, plugins_url( 'widget/dragoman.js', DRAGOMAN_FILE ), array(), DRAGOMAN_VERSION, true );
		} else {
			// phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
			wp_enqueue_script( self::HANDLE, Dragoman_Settings::get( 'server' ) . '/dragoman.js', array(), null, true );
		}
	}

	/**
	 * Whether the copy of the script that came with the plug-in is used; a plug-in that was put together without one has none.
	 *
	 * @return bool
	 */
	private static function is_local() {
		return Dragoman_Settings::get( 'local' ) && file_exists( dirname( DRAGOMAN_FILE ) . '/widget/dragoman.js' );
	}

	/**
	 * Adds async and the attributes of the widget.
	 *
	 * @param string $tag    As WordPress writes it.
	 * @param string $handle Whose.
	 * @return string
	 */
	public static function script_tag( $tag, $handle ) {
		$post = self::HANDLE === $handle ? self::story() : null;
		if ( ! $post ) {
			return $tag;
		}
		$words = 'async';
		foreach ( self::attributes( $post ) as $name => $value ) {
			if ( '' !== $value ) {
				$words .= sprintf( ' data-%s="%s"', $name, esc_attr( $value ) );
			}
		}
		return str_replace( ' src=', " $words src=", $tag );
	}

	/**
	 * Attributes of the script, as docs/widget.md has them; empty ones are left out.
	 *
	 * @param WP_Post $post The story.
	 * @return array
	 */
	private static function attributes( $post ) {
		$set    = Dragoman_Settings::all();
		$places = array(
			'auto'   => '',
			// The outermost of these comes first in the page: under the figure with its caption, never inside of a link.
			'photo'  => 'figure:has(.dragoman-photo), a:has(.dragoman-photo), .dragoman-photo',
			'before' => '.dragoman-place',
			'end'    => '.dragoman-place',
			'after'  => $set['after'],
		);
		$out    = array(
			'server'  => self::is_local() ? $set['server'] : '',
			'from'    => Dragoman_Settings::language_of( $post ),
			'to'      => $set['to'],
			'key'     => $set['key'],
			'article' => $set['article'],
			'after'   => $places[ $set['place'] ],
			'listen'  => $set['listen'] ? '' : 'no',
		);
		/**
		 * Filters the data- attributes of the widget.
		 *
		 * @param array   $out  Name (without "data-") to value.
		 * @param WP_Post $post The story.
		 */
		return (array) apply_filters( 'dragoman_attributes', $out, $post );
	}

	/**
	 * Gives the story's own photo a class to be found by.
	 *
	 * @param string $html    The picture's.
	 * @param int    $post_id Whose.
	 * @return string
	 */
	public static function mark_photo( $html, $post_id ) {
		$post = self::story();
		if ( ! $post || (int) $post_id !== $post->ID || 'photo' !== Dragoman_Settings::get( 'place' ) ) {
			return $html;
		}
		return (string) preg_replace( '/(<img\b[^>]*?\sclass=["\'])/i', '$1dragoman-photo ', $html, 1 );
	}

	/**
	 * Marks the beginning or the end of the text.
	 *
	 * @param string $html The text's.
	 * @return string
	 */
	public static function mark_place( $html ) {
		$post  = self::story();
		$place = Dragoman_Settings::get( 'place' );
		if ( ! $post || get_the_ID() !== $post->ID || ! in_array( $place, array( 'before', 'end' ), true ) ) {
			return $html;
		}
		$mark = '<span class="dragoman-place" hidden></span>';
		return 'before' === $place ? $mark . $html : $html . $mark;
	}

	/**
	 * The story's translated copies, for search engines: those that are published, by what the server has last said.
	 */
	public static function link_translations() {
		$post = self::story();
		if ( ! $post || ! Dragoman_Settings::get( 'push' ) || 'publish' !== $post->post_status ) {
			return;
		}
		Dragoman_Articles::look_soon( $post->ID );
		$copies = Dragoman_Articles::published( $post->ID );
		$own    = Dragoman_Settings::language_of( $post );
		if ( ! $copies || '' === $own ) {
			return;
		}
		foreach ( array( $own => wp_get_canonical_url( $post ) ) + $copies + array( 'x-default' => wp_get_canonical_url( $post ) ) as $language => $url ) {
			printf( '<link rel="alternate" hreflang="%s" href="%s">' . "\n", esc_attr( $language ), esc_url( $url ) );
		}
	}
}
