<?php
/**
 * Settings > Dragoman. WordPress's own Settings API checks nonce and capability of what is saved.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * @package Dragoman
 */

defined( 'ABSPATH' ) || exit;

/**
 * The page of settings.
 */
class Dragoman_Settings_Page {
	const PAGE       = 'dragoman';
	const CAPABILITY = 'manage_options';

	/**
	 * Hooks.
	 */
	public static function start() {
		add_action( 'admin_menu', array( __CLASS__, 'add' ) );
		add_action( 'admin_init', array( __CLASS__, 'register' ) );
		add_action( 'admin_init', array( __CLASS__, 'suggest_privacy_words' ) );
		add_action( 'admin_post_dragoman_check', array( __CLASS__, 'check' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( DRAGOMAN_FILE ), array( __CLASS__, 'add_link' ) );
	}

	/**
	 * The menu's entry.
	 */
	public static function add() {
		add_options_page( __( 'Dragoman', 'dragoman' ), __( 'Dragoman', 'dragoman' ), self::CAPABILITY, self::PAGE, array( __CLASS__, 'show' ) );
	}

	/**
	 * A link in the list of plug-ins.
	 *
	 * @param string[] $links As they are.
	 * @return string[]
	 */
	public static function add_link( $links ) {
		array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( self::address() ), esc_html__( 'Settings', 'dragoman' ) ) );
		return $links;
	}

	/**
	 * The page's address.
	 *
	 * @return string
	 */
	private static function address() {
		return admin_url( 'options-general.php?page=' . self::PAGE );
	}

	/**
	 * Settings, sections and fields.
	 */
	public static function register() {
		register_setting( self::PAGE, Dragoman_Settings::OPTION, array( 'sanitize_callback' => array( 'Dragoman_Settings', 'clean' ) ) );
		register_setting( self::PAGE, Dragoman_Settings::SECRET, array( 'sanitize_callback' => array( 'Dragoman_Settings', 'clean_secret' ) ) );
		// Not loaded with every page, as other options are.
		add_option( Dragoman_Settings::SECRET, '', '', 'no' );
		$sections = array(
			'readers' => __( 'What readers get', 'dragoman' ),
			'stories' => __( 'Stories that are kept at the server', 'dragoman' ),
		);
		foreach ( $sections as $section => $title ) {
			add_settings_section( $section, $title, array( __CLASS__, "intro_$section" ), self::PAGE );
			foreach ( self::fields( $section ) as $name => $field ) {
				$field += array(
					'name'      => $name,
					'label_for' => "dragoman-$name",
				);
				if ( in_array( $field['kind'], array( 'box', 'types' ), true ) ) {
					unset( $field['label_for'] );  // These have labels of their own.
				}
				add_settings_field( $name, $field['title'], array( __CLASS__, 'field_' . $field['kind'] ), self::PAGE, $section, $field );
			}
		}
	}

	/**
	 * Fields of a section, in their order.
	 *
	 * @param string $section Which.
	 * @return array
	 */
	private static function fields( $section ) {
		$field = function ( $kind, $title, $hint = '', $more = array() ) {
			return $more + compact( 'kind', 'title', 'hint' );
		};
		$code  = array( 'is_code' => true );  // Not "class": WordPress gives that to the whole row.
		if ( 'readers' === $section ) {
			return array(
				'server'  => $field( 'text', __( 'Server', 'dragoman' ), __( 'Address at which readers’ browsers reach your Dragoman server, for example https://translate.news.example. Nothing is shown without it.', 'dragoman' ), $code ),
				'key'     => $field( 'text', __( 'Site key', 'dragoman' ), __( 'A key for readers, if the server asks for one (dragoman keys add NAME --site). It stands in your pages, where all can read it: never put another key here.', 'dragoman' ), $code ),
				'from'    => $field( 'text', __( 'Language of your stories', 'dragoman' ), __( 'A code as en. If it is empty, each page’s own lang counts.', 'dragoman' ), $code ),
				'to'      => $field( 'text', __( 'Languages to offer', 'dragoman' ), __( 'Codes in their order, for example pt, ar. If it is empty: all that the server has.', 'dragoman' ), $code ),
				'listen'  => $field( 'box', __( 'Listen', 'dragoman' ), '', array( 'label' => __( 'Stories can be heard', 'dragoman' ) ) ),
				'types'   => $field( 'types', __( 'On', 'dragoman' ) ),
				'place'   => $field( 'place', __( 'Place', 'dragoman' ) ),
				'after'   => $field( 'text', __( 'Below the element', 'dragoman' ), __( 'A CSS selector, if that place is chosen.', 'dragoman' ), $code ),
				'article' => $field( 'text', __( 'The story', 'dragoman' ), __( 'A CSS selector of the element that holds it. Usually it is found by itself.', 'dragoman' ), $code ),
				'local'   => $field( 'box', __( 'Script', 'dragoman' ), __( 'Otherwise it comes from the server and is always as new as that.', 'dragoman' ), array( 'label' => __( 'Take the copy that came with this plug-in', 'dragoman' ) ) ),
			);
		}
		return array(
			'push'        => $field( 'box', __( 'Send', 'dragoman' ), '', array( 'label' => __( 'Send stories when they are published or changed; withdraw them when they are not public any more', 'dragoman' ) ) ),
			'secret'      => $field( 'secret', __( 'Secret key', 'dragoman' ) ),
			'publication' => $field( 'text', __( 'Publication', 'dragoman' ), __( 'The name under which the server keeps them. With another name, all are new to it.', 'dragoman' ) ),
			'publish_url' => $field( 'text', __( 'Address of translations', 'dragoman' ), __( 'If translated copies are published somewhere: their address, with {to} for the language and {id} for the story. Your pages then name them to search engines (hreflang).', 'dragoman' ), $code ),
		);
	}

	/**
	 * Above the first section.
	 */
	public static function intro_readers() {
		echo '<p>' . esc_html__( 'Below the photo of a story readers find its languages, and Listen. The story changes where it stands, and changes back.', 'dragoman' ) . '</p>';
	}

	/**
	 * Above the second.
	 */
	public static function intro_stories() {
		echo '<p>' . esc_html__( 'For publications whose editors look at translations, correct them and approve them at the server’s desk. Readers need nothing of this.', 'dragoman' ) . '</p>';
	}

	/**
	 * A line of text.
	 *
	 * @param array $field As fields() has it.
	 */
	public static function field_text( $field ) {
		printf(
			'<input type="text" id="dragoman-%1$s" name="dragoman[%1$s]" value="%2$s" class="regular-text %3$s" dir="%4$s"%5$s>',
			esc_attr( $field['name'] ),
			esc_attr( Dragoman_Settings::get( $field['name'] ) ),
			isset( $field['is_code'] ) ? 'code' : '',
			isset( $field['is_code'] ) ? 'ltr' : 'auto',
			'' === $field['hint'] ? '' : sprintf( ' aria-describedby="dragoman-%s-hint"', esc_attr( $field['name'] ) )
		);
		self::hint( $field );
	}

	/**
	 * A box to tick.
	 *
	 * @param array $field As fields() has it.
	 */
	public static function field_box( $field ) {
		printf(
			'<label><input type="checkbox" name="dragoman[%s]" value="1"%s> %s</label>',
			esc_attr( $field['name'] ),
			checked( (bool) Dragoman_Settings::get( $field['name'] ), true, false ),
			esc_html( $field['label'] )
		);
		self::hint( $field );
	}

	/**
	 * What is said below a field.
	 *
	 * @param array $field As fields() has it.
	 */
	private static function hint( $field ) {
		if ( '' !== $field['hint'] ) {
			printf( '<p class="description" id="dragoman-%s-hint">%s</p>', esc_attr( $field['name'] ), esc_html( $field['hint'] ) );
		}
	}

	/**
	 * Kinds of pages.
	 *
	 * @param array $field As fields() has it.
	 */
	public static function field_types( $field ) {
		printf( '<fieldset><legend class="screen-reader-text">%s</legend>', esc_html( $field['title'] ) );
		foreach ( Dragoman_Settings::possible_types() as $name => $type ) {
			printf(
				'<label><input type="checkbox" name="dragoman[types][]" value="%s"%s> %s</label><br>',
				esc_attr( $name ),
				checked( in_array( $name, Dragoman_Settings::get( 'types' ), true ), true, false ),
				esc_html( $type->labels->name )
			);
		}
		echo '</fieldset>';
	}

	/**
	 * Where the languages stand.
	 */
	public static function field_place() {
		$places = array(
			'photo'  => __( 'Below the featured image and its caption', 'dragoman' ),
			'auto'   => __( 'Below the first photo with a caption, else below the headline', 'dragoman' ),
			'before' => __( 'Above the text', 'dragoman' ),
			'end'    => __( 'Below the text', 'dragoman' ),
			'after'  => __( 'Below the element that is named here', 'dragoman' ),
		);
		echo '<select id="dragoman-place" name="dragoman[place]">';
		foreach ( $places as $value => $words ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $value ), selected( Dragoman_Settings::get( 'place' ), $value, false ), esc_html( $words ) );
		}
		echo '</select>';
	}

	/**
	 * The secret key: it goes in, and never comes out again.
	 */
	public static function field_secret() {
		if ( Dragoman_Settings::secret_is_constant() ) {
			echo '<p id="dragoman-secret">' . esc_html__( 'It stands in wp-config.php.', 'dragoman' ) . '</p>';
			return;
		}
		$there = '' !== Dragoman_Settings::secret();
		printf(
			'<input type="password" id="dragoman-secret" name="%s" value="" class="regular-text code" dir="ltr" autocomplete="new-password" placeholder="%s" aria-describedby="dragoman-secret-hint">',
			esc_attr( Dragoman_Settings::SECRET ),
			esc_attr( $there ? __( 'One is stored', 'dragoman' ) : '' )
		);
		if ( $there ) {
			printf( '<br><label><input type="checkbox" name="dragoman_forget" value="1"> %s</label>', esc_html__( 'Forget it', 'dragoman' ) );
		}
		printf(
			'<p class="description" id="dragoman-secret-hint">%s</p>',
			esc_html__( 'Of an approver (dragoman keys add NAME --role approver). It stays on this machine and is shown to nobody; safer still is define( \'DRAGOMAN_SECRET\', \'...\' ) in wp-config.php.', 'dragoman' )
		);
	}

	/**
	 * The page.
	 */
	public static function show() {
		if ( ! current_user_can( self::CAPABILITY ) ) {
			return;
		}
		echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1>';
		self::show_check();
		echo '<form action="options.php" method="post">';
		settings_fields( self::PAGE );
		do_settings_sections( self::PAGE );
		submit_button();
		echo '</form>';
		if ( '' !== Dragoman_Settings::get( 'server' ) ) {
			printf( '<form action="%s" method="post"><input type="hidden" name="action" value="dragoman_check">', esc_url( admin_url( 'admin-post.php' ) ) );
			wp_nonce_field( 'dragoman_check' );
			submit_button( __( 'Ask the server now', 'dragoman' ), 'secondary', 'submit', true, array( 'id' => 'dragoman-check' ) );
			echo '</form>';
		}
		self::show_sent();
		echo '</div>';
	}

	/**
	 * What the server has just said, and what will not work.
	 */
	private static function show_check() {
		if ( is_ssl() && 'http' === wp_parse_url( Dragoman_Settings::get( 'server' ), PHP_URL_SCHEME ) ) {
			printf( '<div class="notice notice-warning"><p>%s</p></div>', esc_html__( 'Your pages come over https, the server does not: browsers will refuse it. Put a proxy with a certificate before it.', 'dragoman' ) );
		}
		$name  = 'dragoman_check_' . get_current_user_id();
		$lines = get_transient( $name );
		delete_transient( $name );
		foreach ( is_array( $lines ) ? $lines : array() as $line ) {
			printf( '<div class="notice notice-%s" role="status"><p>%s</p></div>', $line[0] ? 'success' : 'error', esc_html( $line[1] ) );
		}
	}

	/**
	 * Asks the server what it has, and whether the secret key is good for what it is to do.
	 */
	public static function check() {
		check_admin_referer( 'dragoman_check' );
		if ( ! current_user_can( self::CAPABILITY ) ) {
			wp_die( esc_html__( 'You may not change these settings.', 'dragoman' ), 403 );
		}
		$lines  = array();
		$answer = Dragoman_Server::ask( 'GET', '/v1/languages', array( 'patience' => 10 ) );
		if ( is_wp_error( $answer ) ) {
			$lines[] = array( false, $answer->get_error_message() );
		} else {
			$known = wp_list_pluck( isset( $answer['languages'] ) ? (array) $answer['languages'] : array(), 'code' );
			/* translators: %s: codes of languages. */
			$lines[] = array( true, sprintf( __( 'The server answers. Its languages: %s', 'dragoman' ), implode( ', ', array_map( 'sanitize_text_field', $known ) ) ) );
		}
		if ( ! is_wp_error( $answer ) && Dragoman_Settings::get( 'push' ) ) {
			$who  = Dragoman_Server::ask( 'GET', '/v1/who', array( 'secret' => true, 'patience' => 10 ) );
			$role = is_wp_error( $who ) || ! isset( $who['role'] ) ? '' : $who['role'];
			$fine = in_array( $role, array( 'approver', 'administrator' ), true );
			/* translators: %s: what the server says. */
			$lines[] = array( $fine, $fine ? __( 'The secret key is good for sending and withdrawing.', 'dragoman' ) : sprintf( __( 'The secret key is not that of an approver: %s', 'dragoman' ), is_wp_error( $who ) ? $who->get_error_message() : $role ) );
		}
		set_transient( 'dragoman_check_' . get_current_user_id(), $lines, 60 );
		wp_safe_redirect( self::address() );
		exit;
	}

	/**
	 * Stories that were sent last.
	 */
	private static function show_sent() {
		$posts = get_posts(
			array(
				'post_type'   => 'any',
				'post_status' => 'any',
				'numberposts' => 10,
				'meta_key'    => Dragoman_Articles::TIME, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key
				'orderby'     => 'meta_value_num',
			)
		);
		if ( ! $posts ) {
			return;
		}
		printf(
			'<h2>%s</h2><table class="widefat striped"><thead><tr><th scope="col">%s</th><th scope="col">%s</th></tr></thead><tbody>',
			esc_html__( 'Sent lately', 'dragoman' ),
			esc_html__( 'Story', 'dragoman' ),
			esc_html__( 'What became of it', 'dragoman' )
		);
		foreach ( $posts as $post ) {
			printf( '<tr><td><a href="%s">%s</a></td><td>%s</td></tr>', esc_url( (string) get_edit_post_link( $post->ID ) ), esc_html( get_the_title( $post ) ), wp_kses_post( Dragoman_Post_Box::state_of( $post->ID ) ) );
		}
		echo '</tbody></table>';
	}

	/**
	 * For the site's privacy page.
	 */
	public static function suggest_privacy_words() {
		wp_add_privacy_policy_content(
			__( 'Dragoman', 'dragoman' ),
			'<p>' . esc_html__( 'When a reader chooses another language or Listen, the texts of that page are sent to our own translation server. No cookie is set and nothing about the reader is sent but what every request tells, such as the network address. The chosen language is kept in the reader’s browser.', 'dragoman' ) . '</p>'
		);
	}
}
