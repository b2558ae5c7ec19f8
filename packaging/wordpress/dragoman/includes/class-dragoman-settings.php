<?php
/**
 * What the plug-in stores: one option for all that browsers may know, and one of its own for the key that they may not.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * @package Dragoman
 */

defined( 'ABSPATH' ) || exit;

/**
 * Settings, read and made clean.
 */
class Dragoman_Settings {
	const OPTION = 'dragoman';
	const SECRET = 'dragoman_secret';
	/** Post meta: the story is left out. */
	const OFF = '_dragoman_off';

	/**
	 * All settings, with defaults where nothing is stored.
	 *
	 * @return array
	 */
	public static function all() {
		$stored = get_option( self::OPTION, array() );
		return wp_parse_args( is_array( $stored ) ? $stored : array(), self::defaults() );
	}

	/**
	 * One of them.
	 *
	 * @param string $name Its name.
	 * @return mixed
	 */
	public static function get( $name ) {
		return self::all()[ $name ];
	}

	/**
	 * Before anybody has set anything. Without a server nothing happens on any page.
	 *
	 * @return array
	 */
	public static function defaults() {
		return array(
			'server'      => '',
			'key'         => '',
			'from'        => substr( get_locale(), 0, 2 ),
			'to'          => '',
			'listen'      => true,
			'types'       => array( 'post' ),
			'place'       => 'photo',
			'after'       => '',
			'article'     => '',
			'local'       => false,
			'push'        => false,
			'publication' => (string) wp_parse_url( home_url(), PHP_URL_HOST ),
			'publish_url' => '',
		);
	}

	/**
	 * The key with which stories are sent: from wp-config.php, else as stored. Never for a browser.
	 *
	 * @return string
	 */
	public static function secret() {
		if ( self::secret_is_constant() ) {
			return (string) DRAGOMAN_SECRET;
		}
		return (string) get_option( self::SECRET, '' );
	}

	/**
	 * Whether wp-config.php has it.
	 *
	 * @return bool
	 */
	public static function secret_is_constant() {
		return defined( 'DRAGOMAN_SECRET' ) && '' !== DRAGOMAN_SECRET;
	}

	/**
	 * Post types that may have translations, by name.
	 *
	 * @return WP_Post_Type[]
	 */
	public static function possible_types() {
		$types = get_post_types( array( 'public' => true ), 'objects' );
		unset( $types['attachment'] );
		return $types;
	}

	/**
	 * Whether readers of this story are offered languages.
	 *
	 * @param WP_Post|null $post The story.
	 * @return bool
	 */
	public static function covers( $post ) {
		if ( ! $post instanceof WP_Post || '' === self::get( 'server' ) || get_post_meta( $post->ID, self::OFF, true ) ) {
			return false;
		}
		return in_array( $post->post_type, self::get( 'types' ), true );
	}

	/**
	 * The language of a story, for plug-ins that give each its own.
	 *
	 * @param WP_Post $post The story.
	 * @return string A code as "en", or "" if the page itself or the server is to tell.
	 */
	public static function language_of( $post ) {
		/**
		 * Filters the language that a story is written in.
		 *
		 * @param string  $language A code as "en"; "" for none.
		 * @param WP_Post $post     The story.
		 */
		return self::languages( (string) apply_filters( 'dragoman_language', self::get( 'from' ), $post ) );
	}

	/**
	 * Makes what a form sends fit to be stored.
	 *
	 * @param mixed $given What came.
	 * @return array
	 */
	public static function clean( $given ) {
		$given = is_array( $given ) ? $given : array();
		$text  = function ( $name, $most = 200 ) use ( $given ) {
			$value = isset( $given[ $name ] ) && is_string( $given[ $name ] ) ? wp_check_invalid_utf8( $given[ $name ] ) : '';
			return trim( substr( (string) preg_replace( '/[\x00-\x1f\x7f<]+/', ' ', $value ), 0, $most ) );
		};
		$types = isset( $given['types'] ) && is_array( $given['types'] ) ? array_filter( $given['types'], 'is_string' ) : array();
		return array(
			'server'      => self::address( $text( 'server', 2000 ), 'server' ),
			'key'         => (string) preg_replace( '/[^\x21-\x7e]+/', '', $text( 'key' ) ),
			'from'        => self::languages( $text( 'from' ) ),
			'to'          => self::languages( $text( 'to' ) ),
			'listen'      => ! empty( $given['listen'] ),
			'types'       => array_values( array_intersect( $types, array_keys( self::possible_types() ) ) ),
			'place'       => in_array( $text( 'place' ), array( 'auto', 'photo', 'before', 'end', 'after' ), true ) ? $text( 'place' ) : 'photo',
			'after'       => $text( 'after' ),
			'article'     => $text( 'article' ),
			'local'       => ! empty( $given['local'] ),
			'push'        => ! empty( $given['push'] ),
			'publication' => '' === $text( 'publication' ) ? self::defaults()['publication'] : $text( 'publication' ),
			'publish_url' => self::address( $text( 'publish_url', 2000 ), 'publish_url' ),
		);
	}

	/**
	 * A key that a form sends: nothing keeps the one that is there.
	 *
	 * @param mixed $given What came.
	 * @return string
	 */
	public static function clean_secret( $given ) {
		// options.php has checked the nonce of this form.
		// phpcs:ignore WordPress.Security.NonceVerification.Missing
		if ( ! empty( $_POST['dragoman_forget'] ) ) {
			return '';
		}
		$given = is_string( $given ) ? (string) preg_replace( '/[^\x21-\x7e]+/', '', substr( $given, 0, 200 ) ) : '';
		return '' === $given ? (string) get_option( self::SECRET, '' ) : $given;
	}

	/**
	 * Codes of languages, "pt,ar,pt-BR".
	 *
	 * @param string $given As somebody has typed them.
	 * @return string
	 */
	private static function languages( $given ) {
		preg_match_all( '/(?<![\w-])[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*(?![\w-])/', $given, $found );
		return implode( ',', array_unique( str_replace( '_', '-', $found[0] ) ) );
	}

	/**
	 * An address of the web, or nothing and a word about it. {to} and {id} may stand in it.
	 *
	 * @param string $given As somebody has typed it.
	 * @param string $name  The setting.
	 * @return string
	 */
	private static function address( $given, $name ) {
		if ( '' === $given ) {
			return '';
		}
		$marks = array( '{to}', '{id}' );
		$words = array( 'DRAGOMAN-TO', 'DRAGOMAN-ID' );
		$url   = esc_url_raw( str_replace( $marks, $words, $given ), array( 'http', 'https' ) );
		if ( '' === $url || ! wp_parse_url( $url, PHP_URL_HOST ) || wp_parse_url( $url, PHP_URL_USER ) ) {
			add_settings_error(
				self::OPTION,
				$name,
				/* translators: %s: what was typed. */
				sprintf( __( 'This is no address that can be used: %s. It begins with https:// or http://, and has no name or password in it.', 'dragoman' ), $given )
			);
			return (string) self::get( $name );
		}
		return 'server' === $name ? untrailingslashit( $url ) : str_ireplace( $words, $marks, $url );
	}
}
