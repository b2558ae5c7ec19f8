<?php
/**
 * Requests to the Dragoman server, from this machine and never from a browser.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * @package Dragoman
 */

defined( 'ABSPATH' ) || exit;

/**
 * One request, one answer: data, or a WP_Error whose words a person can act on.
 */
class Dragoman_Server {
	/** Seconds for a story into all its languages. */
	const PATIENCE = 60;

	/**
	 * Asks the server.
	 *
	 * @param string $method  GET or POST.
	 * @param string $path    "/v1/...", with its query.
	 * @param array  $options body, type (media type of the body), secret (the key goes along), patience (seconds).
	 * @return array|WP_Error What the JSON of the answer says. Errors: the data has "again" (it may go better later) and "status".
	 */
	public static function ask( $method, $path, $options = array() ) {
		/**
		 * Filters the address at which this machine finds the server, where it is another than the one for browsers.
		 *
		 * @param string $server As set.
		 */
		$server = (string) apply_filters( 'dragoman_server', Dragoman_Settings::get( 'server' ) );
		if ( '' === $server ) {
			return self::fault( __( 'No server is set.', 'dragoman' ), 0, false );
		}
		$headers = array( 'Accept' => 'application/json' );
		if ( ! empty( $options['secret'] ) && '' !== Dragoman_Settings::secret() ) {
			$headers['Authorization'] = 'Bearer ' . Dragoman_Settings::secret();
		}
		if ( isset( $options['body'] ) ) {
			$headers['Content-Type'] = $options['type'];
		}
		// The server is on the operator's own network more often than not, so not wp_safe_remote_request(); and the key goes nowhere else.
		$answer = wp_remote_request(
			$server . $path,
			array(
				'method'              => $method,
				'headers'             => $headers,
				'body'                => isset( $options['body'] ) ? $options['body'] : null,
				'timeout'             => isset( $options['patience'] ) ? $options['patience'] : self::PATIENCE,
				'redirection'         => 0,
				'limit_response_size' => 1 << 20,
				'user-agent'          => 'Dragoman for WordPress ' . DRAGOMAN_VERSION,
			)
		);
		return is_wp_error( $answer ) ? self::unreached( $answer ) : self::read( $answer );
	}

	/**
	 * No answer at all.
	 *
	 * @param WP_Error $error What WordPress says.
	 * @return WP_Error
	 */
	private static function unreached( $error ) {
		/* translators: %s: a technical message. */
		return self::fault( sprintf( __( 'The server cannot be reached: %s', 'dragoman' ), $error->get_error_message() ), 0, true );
	}

	/**
	 * What an answer says.
	 *
	 * @param array $answer As WordPress has it.
	 * @return array|WP_Error
	 */
	private static function read( $answer ) {
		$status = (int) wp_remote_retrieve_response_code( $answer );
		$data   = json_decode( wp_remote_retrieve_body( $answer ), true );
		if ( $status >= 200 && $status < 300 && is_array( $data ) ) {
			return $data;
		}
		$said = is_array( $data ) && isset( $data['error'] ) && is_string( $data['error'] ) ? sanitize_text_field( $data['error'] ) : '';
		if ( '' === $said ) {
			$said = __( 'That is no answer of a Dragoman server. Is the address right?', 'dragoman' );
		}
		// 507: the disk's quota; 4xx but for these: the same request will be refused again.
		$again = in_array( $status, array( 408, 409, 429, 500, 502, 503, 504, 507 ), true );
		/* translators: 1: a number as 403. 2: what the server says. */
		return self::fault( sprintf( __( 'The server says no (%1$d): %2$s', 'dragoman' ), $status, $said ), $status, $again );
	}

	/**
	 * An error.
	 *
	 * @param string $words  For people.
	 * @param int    $status Of HTTP; 0: none.
	 * @param bool   $again  Whether it may go better later.
	 * @return WP_Error
	 */
	private static function fault( $words, $status, $again ) {
		return new WP_Error(
			'dragoman',
			$words,
			array(
				'status' => $status,
				'again'  => $again,
			)
		);
	}
}
