<?php
/**
 * The box beside a story, in the block editor and the classic one: whether it is translated, and what became of sending it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * @package Dragoman
 */

defined( 'ABSPATH' ) || exit;

/**
 * The meta box.
 */
class Dragoman_Post_Box {
	/**
	 * Hooks.
	 */
	public static function start() {
		add_action( 'add_meta_boxes', array( __CLASS__, 'add' ) );
		// Before wp_after_insert_post, so that what is sent knows it.
		add_action( 'save_post', array( __CLASS__, 'save' ) );
		add_action( 'admin_post_dragoman_send', array( __CLASS__, 'send_now' ) );
	}

	/**
	 * Adds the box.
	 *
	 * @param string $type Of the post.
	 */
	public static function add( $type ) {
		if ( in_array( $type, Dragoman_Settings::get( 'types' ), true ) && '' !== Dragoman_Settings::get( 'server' ) ) {
			add_meta_box( 'dragoman', __( 'Translation', 'dragoman' ), array( __CLASS__, 'show' ), $type, 'side' );
		}
	}

	/**
	 * Writes the box.
	 *
	 * @param WP_Post $post The story.
	 */
	public static function show( $post ) {
		wp_nonce_field( 'dragoman_box', 'dragoman_box_nonce' );
		printf(
			'<p><label><input type="checkbox" name="dragoman_off" value="1"%s> %s</label></p>',
			checked( (bool) get_post_meta( $post->ID, Dragoman_Settings::OFF, true ), true, false ),
			esc_html__( 'This story is not translated', 'dragoman' )
		);
		if ( ! Dragoman_Settings::get( 'push' ) ) {
			return;
		}
		echo '<p>' . wp_kses_post( self::state_of( $post->ID ) ) . '</p>';
		if ( Dragoman_Articles::is_wanted( $post ) ) {
			$url = wp_nonce_url( admin_url( 'admin-post.php?action=dragoman_send&post=' . $post->ID ), 'dragoman_send_' . $post->ID );
			printf( '<p><a class="button" href="%s">%s</a></p>', esc_url( $url ), esc_html__( 'Send it now', 'dragoman' ) );
		}
	}

	/**
	 * What became of sending a story, as HTML.
	 *
	 * @param int $post_id Which.
	 * @return string
	 */
	public static function state_of( $post_id ) {
		$sent = Dragoman_Articles::sent( $post_id );
		if ( 0 === $sent['time'] ) {
			return esc_html__( 'Not sent to the server yet.', 'dragoman' );
		}
		$when = wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), $sent['time'] );
		if ( ! $sent['ok'] ) {
			/* translators: 1: date and time. 2: what went wrong. */
			return '<strong>' . esc_html( sprintf( __( 'Failed on %1$s: %2$s', 'dragoman' ), $when, $sent['message'] ) ) . '</strong>';
		}
		if ( $sent['withdrawn'] ) {
			/* translators: %s: date and time. */
			return esc_html( sprintf( __( 'Withdrawn on %s.', 'dragoman' ), $when ) );
		}
		/* translators: %s: date and time. */
		$out = array( esc_html( sprintf( __( 'Sent on %s.', 'dragoman' ), $when ) ) );
		foreach ( $sent['copies'] as $copy ) {
			$out[] = '<bdi><code>' . esc_html( $copy['to'] ) . '</code></bdi>: ' . esc_html( self::shown_words( $copy['shown'] ) );
		}
		return implode( '<br>', $out );
	}

	/**
	 * What readers see of a translation.
	 *
	 * @param string $shown As the server says it.
	 * @return string
	 */
	private static function shown_words( $shown ) {
		$words = array(
			'yes'          => __( 'readers see it', 'dragoman' ),
			'embargo'      => __( 'under an embargo', 'dragoman' ),
			'unapproved'   => __( 'waits for approval', 'dragoman' ),
			'withdrawn'    => __( 'withdrawn', 'dragoman' ),
			'untranslated' => __( 'not translated', 'dragoman' ),
		);
		return isset( $words[ $shown ] ) ? $words[ $shown ] : $shown;
	}

	/**
	 * Keeps what the box says.
	 *
	 * @param int $post_id Which.
	 */
	public static function save( $post_id ) {
		$nonce = isset( $_POST['dragoman_box_nonce'] ) ? sanitize_text_field( wp_unslash( $_POST['dragoman_box_nonce'] ) ) : '';
		if ( ! wp_verify_nonce( $nonce, 'dragoman_box' ) || ! current_user_can( 'edit_post', $post_id ) || wp_is_post_revision( $post_id ) ) {
			return;
		}
		if ( empty( $_POST['dragoman_off'] ) ) {
			delete_post_meta( $post_id, Dragoman_Settings::OFF );
		} else {
			update_post_meta( $post_id, Dragoman_Settings::OFF, 1 );
		}
	}

	/**
	 * Sends a story while its editor waits.
	 */
	public static function send_now() {
		$post_id = isset( $_GET['post'] ) ? absint( $_GET['post'] ) : 0;
		check_admin_referer( 'dragoman_send_' . $post_id );
		if ( ! current_user_can( 'edit_post', $post_id ) || ! current_user_can( 'publish_post', $post_id ) ) {
			wp_die( esc_html__( 'You may not publish this story.', 'dragoman' ), 403 );
		}
		Dragoman_Articles::sync( $post_id );
		wp_safe_redirect( (string) get_edit_post_link( $post_id, 'raw' ) );
		exit;
	}
}
