<?php
/**
 * The site of tools/wordpress_test.sh from the command line: php site.php FOLDER COMMAND ARGUMENT...
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

list( , $folder, $command ) = $argv;
$argument = isset( $argv[3] ) ? $argv[3] : '';
// WordPress asks for it even where nobody has sent a request.
$_SERVER += array( 'HTTP_HOST' => 'install' === $command ? (string) parse_url( $argument, PHP_URL_HOST ) . ':' . (string) parse_url( $argument, PHP_URL_PORT ) : '127.0.0.1' );
if ( 'install' === $command ) {
	define( 'WP_INSTALLING', true );
}
require $folder . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

switch ( $command ) {
	case 'install': // ADDRESS.
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		wp_install( 'The Tern Island Courier', 'editor', 'editor@courier.invalid', false, '', 'a-password-of-the-tests' );
		update_option( 'siteurl', $argument );
		update_option( 'home', $argument );
		update_option( 'permalink_structure', '/%postname%/' );
		flush_rewrite_rules();
		wp_insert_user(
			array(
				'user_login' => 'writer',
				'user_pass'  => 'a-password-of-the-tests',
				'role'       => 'author',
			)
		);
		break;
	case 'theme': // NAME.
		switch_theme( $argument );
		break;
	case 'locale': // CODE: the editor's language.
		update_user_meta( 1, 'locale', $argument );
		break;
	case 'traces': // What of the plug-in is stored, as JSON.
		global $wpdb;
		echo wp_json_encode(
			array(
				'options' => $wpdb->get_col( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE 'dragoman%'" ),
				'meta'    => array_map( 'intval', $wpdb->get_col( "SELECT COUNT(*) FROM $wpdb->postmeta WHERE meta_key LIKE '\\_dragoman%'" ) )[0],
				'events'  => preg_match_all( '/dragoman_(sync|look|withdraw)/', maybe_serialize( get_option( 'cron' ) ) ),
			)
		);
		break;
	case 'events': // Runs all planned events of the plug-in at once, as if their time had come.
		foreach ( (array) _get_cron_array() as $time => $hooks ) {
			foreach ( array_intersect_key( is_array( $hooks ) ? $hooks : array(), array_flip( array( 'dragoman_sync', 'dragoman_look', 'dragoman_withdraw' ) ) ) as $hook => $events ) {
				foreach ( $events as $event ) {
					wp_unschedule_event( $time, $hook, $event['args'] );
					do_action_ref_array( $hook, $event['args'] );
				}
			}
		}
		break;
	case 'old': // POST: what is known of its copies is of yesterday.
		$sent           = get_post_meta( (int) $argument, '_dragoman_sent', true );
		$sent['looked'] = time() - DAY_IN_SECONDS;
		update_post_meta( (int) $argument, '_dragoman_sent', wp_slash( $sent ) );
		break;
	case 'sent': // POST: what the plug-in knows of it, as JSON.
		echo wp_json_encode( get_post_meta( (int) $argument, '_dragoman_sent', true ) );
		break;
	case 'uninstall':
		deactivate_plugins( 'dragoman/dragoman.php' );
		$done = delete_plugins( array( 'dragoman/dragoman.php' ) );
		if ( true !== $done ) {
			fwrite( STDERR, 'not deleted: ' . wp_json_encode( $done ) . "\n" );
			exit( 1 );
		}
		break;
	default:
		fwrite( STDERR, "no such command: $command\n" );
		exit( 2 );
}
