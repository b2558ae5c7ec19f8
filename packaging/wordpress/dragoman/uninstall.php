<?php
/**
 * Takes away all that the plug-in has stored. Articles that the server keeps stay there; whoever wants them gone unpublishes the
 * stories first, or removes them at the server.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * @package Dragoman
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/**
 * Of one site.
 */
function dragoman_remove_traces() {
	delete_option( 'dragoman' );
	delete_option( 'dragoman_secret' );
	foreach ( array( '_dragoman_off', '_dragoman_sent', '_dragoman_time' ) as $key ) {
		delete_post_meta_by_key( $key );
	}
	foreach ( array( 'dragoman_sync', 'dragoman_look', 'dragoman_withdraw' ) as $hook ) {
		wp_unschedule_hook( $hook );
	}
}

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $dragoman_site ) {
		switch_to_blog( $dragoman_site );
		dragoman_remove_traces();
		restore_current_blog();
	}
} else {
	dragoman_remove_traces();
}
