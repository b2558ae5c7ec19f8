<?php
/**
 * Stories that are sent to the server when they are published or changed, and withdrawn when they are not public any more.
 *
 * A saved story is not sent while its editor waits, but by WordPress's own clock a moment later. What is done then hangs only on how
 * the story is at that time, so an event too many, or one that comes late, does no harm. What could not be done is tried
 * again, ever more rarely.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * @package Dragoman
 */

defined( 'ABSPATH' ) || exit;

/**
 * Sending and withdrawing.
 */
class Dragoman_Articles {
	/** Post meta: what was done last; see remember(). */
	const SENT = '_dragoman_sent';
	/** Post meta: when, for lists. */
	const TIME = '_dragoman_time';
	/** Seconds until a failed one is tried again, and how often. */
	const WAITS = array( 60, 300, 1800, 7200, 21600, 86400 );

	/**
	 * Hooks.
	 */
	public static function start() {
		// After everything of the story is stored, its photo and terms included, in either editor.
		add_action( 'wp_after_insert_post', array( __CLASS__, 'saved' ), 10, 2 );
		add_action( 'before_delete_post', array( __CLASS__, 'deleted' ) );
		add_action( 'dragoman_sync', array( __CLASS__, 'sync' ), 10, 2 );
		add_action( 'dragoman_look', array( __CLASS__, 'look' ) );
		add_action( 'dragoman_withdraw', array( __CLASS__, 'withdraw_id' ), 10, 2 );
	}

	/**
	 * A story was saved.
	 *
	 * @param int     $post_id Which.
	 * @param WP_Post $post    The same.
	 */
	public static function saved( $post_id, $post ) {
		if ( ! Dragoman_Settings::get( 'push' ) || wp_is_post_revision( $post_id ) || wp_is_post_autosave( $post_id ) ) {
			return;
		}
		if ( self::is_wanted( $post ) || self::is_out( $post_id ) ) {
			self::sync_soon( $post_id );
		}
	}

	/**
	 * A story goes for good: there will be nothing to look at later, so it is withdrawn by its id.
	 *
	 * @param int $post_id Which.
	 */
	public static function deleted( $post_id ) {
		if ( self::is_out( $post_id ) ) {
			self::withdraw_id( self::sent( $post_id )['id'] );
		}
		wp_clear_scheduled_hook( 'dragoman_sync', array( (int) $post_id, 0 ) );
	}

	/**
	 * Plans it for as soon as WordPress's clock comes round.
	 *
	 * @param int $post_id Which.
	 * @param int $tries   How often it has failed.
	 * @param int $wait    Seconds.
	 */
	public static function sync_soon( $post_id, $tries = 0, $wait = 0 ) {
		// Another event of the same story within ten minutes would keep WordPress from planning this one.
		foreach ( range( 0, count( self::WAITS ) ) as $other ) {
			wp_clear_scheduled_hook( 'dragoman_sync', array( (int) $post_id, $other ) );
		}
		wp_schedule_single_event( time() + $wait, 'dragoman_sync', array( (int) $post_id, $tries ) );
	}

	/**
	 * Whether the public may read the story, and its translations with it.
	 *
	 * @param WP_Post|null $post The story.
	 * @return bool
	 */
	public static function is_wanted( $post ) {
		return Dragoman_Settings::get( 'push' ) && Dragoman_Settings::covers( $post ) && 'publish' === $post->post_status && '' === $post->post_password;
	}

	/**
	 * Makes the server's copy what the story is now.
	 *
	 * @param int $post_id Which.
	 * @param int $tries   How often that has failed.
	 * @return array What remember() keeps.
	 */
	public static function sync( $post_id, $tries = 0 ) {
		$post   = get_post( $post_id );
		$wanted = self::is_wanted( $post );
		if ( ! $post || ( ! $wanted && ! self::is_out( $post_id ) ) ) {
			return self::sent( $post_id );
		}
		$answer = $wanted ? self::send( $post ) : self::change_state( self::sent( $post_id )['id'], 'withdraw' );
		$sent   = self::remember( $post_id, $answer, ! $wanted );
		// Somebody may have saved it meanwhile, and that one's event may have been faster than this.
		wp_cache_delete( $post_id, 'posts' );
		$now = get_post( $post_id );
		if ( $now && ( $now->post_modified_gmt !== $post->post_modified_gmt || self::is_wanted( $now ) !== $wanted ) ) {
			self::sync_soon( $post_id );
		} elseif ( is_wp_error( $answer ) && $answer->get_error_data()['again'] && $tries < count( self::WAITS ) ) {
			self::sync_soon( $post_id, $tries + 1, self::WAITS[ $tries ] );
		}
		return $sent;
	}

	/**
	 * Sends a story; one that this plug-in has withdrawn is shown again, one that an editor of the server has withdrawn is not.
	 *
	 * @param WP_Post $post The story.
	 * @return array|WP_Error The article, as the server has it.
	 */
	private static function send( $post ) {
		$set   = Dragoman_Settings::all();
		$terms = get_the_category( $post->ID );
		$query = array(
			'publication' => $set['publication'],
			'address'     => get_permalink( $post ),
			'section'     => $terms ? $terms[0]->slug : '',
			'from'        => Dragoman_Settings::language_of( $post ),
			'to'          => $set['to'],
			'publish_url' => $set['publish_url'],
			'name'        => 'story.html',
		);
		if ( '' === $set['to'] ) {
			return new WP_Error( 'dragoman', __( 'Say in the settings which languages stories are translated into.', 'dragoman' ), array( 'again' => false ) );
		}
		$before = self::sent( $post->ID );
		$answer = Dragoman_Server::ask(
			'POST',
			'/v1/articles?' . http_build_query( array_filter( $query, 'strlen' ), '', '&', PHP_QUERY_RFC3986 ),
			array(
				'body'   => self::page_of( $post ),
				'type'   => 'text/html; charset=utf-8',
				'secret' => true,
			)
		);
		if ( is_wp_error( $answer ) || ! isset( $answer['id'] ) ) {
			return $answer;
		}
		// Its address has changed: what stands at the old one goes.
		if ( '' !== $before['id'] && $before['id'] !== $answer['id'] && ! $before['withdrawn'] ) {
			self::withdraw_id( $before['id'] );
			$before['ours'][] = $before['id'];
			update_post_meta( $post->ID, self::SENT, wp_slash( $before ) );
		}
		return ! empty( $answer['withdrawn'] ) && in_array( $answer['id'], $before['ours'], true ) ? self::change_state( $answer['id'], 'restore' ) : $answer;
	}

	/**
	 * The story as a page of its own: what the theme, menus and other plug-ins add to it is nobody's text.
	 *
	 * @param WP_Post $post The story.
	 * @return string HTML.
	 */
	private static function page_of( $post ) {
		$outer = isset( $GLOBALS['post'] ) ? $GLOBALS['post'] : null;
		// phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited
		$GLOBALS['post'] = $post;
		setup_postdata( $post );
		$title = wp_strip_all_tags( get_the_title( $post ) );
		$photo = get_the_post_thumbnail( $post, 'large' );
		$body  = '<h1>' . get_the_title( $post ) . "</h1>\n";
		if ( has_excerpt( $post ) ) {
			$body .= '<p class="standfirst">' . esc_html( wp_strip_all_tags( get_the_excerpt( $post ) ) ) . "</p>\n";
		}
		$body .= '<p class="byline">' . esc_html( get_the_author_meta( 'display_name', $post->post_author ) ) . "</p>\n";
		if ( '' !== $photo ) {
			$body .= "<figure>$photo<figcaption>" . wp_kses_post( get_the_post_thumbnail_caption( $post ) ) . "</figcaption></figure>\n";
		}
		$body .= apply_filters( 'the_content', $post->post_content );
		wp_reset_postdata();
		// phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited
		$GLOBALS['post'] = $outer;
		$language        = Dragoman_Settings::language_of( $post );
		$html            = '<!doctype html><html' . ( '' === $language ? '' : ' lang="' . esc_attr( $language ) . '"' ) . '><head><meta charset="utf-8"><title>'
			. esc_html( $title ) . '</title><link rel="canonical" href="' . esc_url( get_permalink( $post ) ) . "\"></head>\n<body><article>\n$body\n</article></body></html>\n";
		/**
		 * Filters the page that is sent for a story.
		 *
		 * @param string  $html The page.
		 * @param WP_Post $post The story.
		 */
		return (string) apply_filters( 'dragoman_article_html', $html, $post );
	}

	/**
	 * Withdraws or restores an article with all its translations.
	 *
	 * @param string $id     Of the article.
	 * @param string $action withdraw or restore.
	 * @return array|WP_Error
	 */
	private static function change_state( $id, $action ) {
		return Dragoman_Server::ask(
			'POST',
			'/v1/articles/' . rawurlencode( $id ) . '/state',
			array(
				'body'     => wp_json_encode( array( 'action' => $action ) ),
				'type'     => 'application/json',
				'secret'   => true,
				'patience' => 10,
			)
		);
	}

	/**
	 * Withdraws an article whose story is gone, or has another address now.
	 *
	 * @param string $id    Of the article.
	 * @param int    $tries How often that has failed.
	 */
	public static function withdraw_id( $id, $tries = 0 ) {
		$answer = self::change_state( $id, 'withdraw' );
		if ( is_wp_error( $answer ) && $answer->get_error_data()['again'] && $tries < count( self::WAITS ) ) {
			wp_schedule_single_event( time() + self::WAITS[ $tries ], 'dragoman_withdraw', array( $id, $tries + 1 ) );
		}
	}

	/**
	 * Asks what readers see now: it changes when an editor of the server approves or withdraws a translation.
	 *
	 * @param int $post_id Which.
	 */
	public static function look( $post_id ) {
		$sent = self::sent( $post_id );
		if ( '' === $sent['id'] ) {
			return;
		}
		$answer = Dragoman_Server::ask( 'GET', '/v1/articles/' . rawurlencode( $sent['id'] ), array( 'secret' => true ) );
		$status = is_wp_error( $answer ) ? $answer->get_error_data()['status'] : 200;
		if ( is_wp_error( $answer ) && 404 !== $status && 410 !== $status ) {
			return;  // What is known stays until there is an answer.
		}
		$sent['copies'] = is_wp_error( $answer ) ? array() : self::copies_in( $answer );
		$sent['looked'] = time();
		update_post_meta( $post_id, self::SENT, wp_slash( $sent ) );
	}

	/**
	 * Plans look(), once an hour at most and not while a reader waits.
	 *
	 * @param int $post_id Which.
	 */
	public static function look_soon( $post_id ) {
		$sent = self::sent( $post_id );
		if ( '' !== $sent['id'] && $sent['looked'] < time() - HOUR_IN_SECONDS && ! wp_next_scheduled( 'dragoman_look', array( $post_id ) ) ) {
			wp_schedule_single_event( time(), 'dragoman_look', array( $post_id ) );
		}
	}

	/**
	 * What was done last with a story.
	 *
	 * @param int $post_id Which.
	 * @return array ok, message, time, id (of the article; "": never sent), withdrawn (by this plug-in, as all of "ours"), copies, looked.
	 */
	public static function sent( $post_id ) {
		$none = array(
			'ok'        => false,
			'message'   => '',
			'time'      => 0,
			'id'        => '',
			'withdrawn' => false,
			'ours'      => array(),
			'copies'    => array(),
			'looked'    => 0,
		);
		$kept = get_post_meta( $post_id, self::SENT, true );
		return wp_parse_args( is_array( $kept ) ? $kept : array(), $none );
	}

	/**
	 * Whether the server has the story, and this plug-in has not withdrawn it.
	 *
	 * @param int $post_id Which.
	 * @return bool
	 */
	private static function is_out( $post_id ) {
		$sent = self::sent( $post_id );
		return '' !== $sent['id'] && ! $sent['withdrawn'];
	}

	/**
	 * Addresses of the copies that readers see.
	 *
	 * @param int $post_id Which.
	 * @return array Language to address.
	 */
	public static function published( $post_id ) {
		$out = array();
		foreach ( self::sent( $post_id )['copies'] as $copy ) {
			if ( 'yes' === $copy['shown'] && '' !== $copy['url'] ) {
				$out[ $copy['to'] ] = $copy['url'];
			}
		}
		return $out;
	}

	/**
	 * The translations of an answer.
	 *
	 * @param array $answer As the server has said it.
	 * @return array
	 */
	private static function copies_in( $answer ) {
		$out = array();
		foreach ( isset( $answer['translations'] ) ? (array) $answer['translations'] : array() as $one ) {
			if ( isset( $one['to'], $one['shown'] ) && is_string( $one['to'] ) && is_string( $one['shown'] ) ) {
				$out[] = array(
					'to'    => $one['to'],
					'shown' => $one['shown'],
					'url'   => isset( $one['publish_url'] ) ? esc_url_raw( (string) $one['publish_url'], array( 'http', 'https' ) ) : '',
				);
			}
		}
		return $out;
	}

	/**
	 * Keeps what became of it.
	 *
	 * @param int            $post_id   Which.
	 * @param array|WP_Error $answer    The server's.
	 * @param bool           $withdrawn It was to be withdrawn.
	 * @return array
	 */
	private static function remember( $post_id, $answer, $withdrawn ) {
		$sent         = self::sent( $post_id );
		$sent['ok']   = ! is_wp_error( $answer );
		$sent['time'] = time();
		if ( $sent['ok'] ) {
			$sent['message']   = '';
			$sent['id']        = isset( $answer['id'] ) ? sanitize_key( $answer['id'] ) : $sent['id'];
			$sent['withdrawn'] = $withdrawn;
			$sent['ours']      = array_slice( array_values( array_diff( $sent['ours'], array( $sent['id'] ) ) ), -10 );
			if ( $withdrawn ) {
				$sent['ours'][] = $sent['id'];
			}
			$sent['copies']    = self::copies_in( $answer );
			$sent['looked']    = time();
		} else {
			$sent['message'] = $answer->get_error_message();
		}
		update_post_meta( $post_id, self::SENT, wp_slash( $sent ) );
		update_post_meta( $post_id, self::TIME, $sent['time'] );
		return $sent;
	}
}
