<?php
/**
 * Plugin Name:       Dragoman
 * Description:       Below the photo of a story readers choose a language, and read it or hear it; translated by a Dragoman server of your own.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The Dragoman project
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       dragoman
 * Domain Path:       /languages
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What lies where: class-dragoman-settings.php (what is stored), -settings-page.php (its page), -widget.php (what readers get),
 * -server.php (requests to the Dragoman server), -articles.php (stories that are sent to it), -post-box.php (the box beside a story).
 *
 * @package Dragoman
 */

defined( 'ABSPATH' ) || exit;

define( 'DRAGOMAN_VERSION', '0.1.0' );
define( 'DRAGOMAN_FILE', __FILE__ );

foreach ( array( 'settings', 'server', 'widget', 'articles' ) as $dragoman_part ) {
	require_once __DIR__ . "/includes/class-dragoman-$dragoman_part.php";
}
if ( is_admin() ) {
	require_once __DIR__ . '/includes/class-dragoman-settings-page.php';
	require_once __DIR__ . '/includes/class-dragoman-post-box.php';
}

/**
 * Words of the plug-in in the site's language.
 */
function dragoman_load_words() {
	load_plugin_textdomain( 'dragoman', false, dirname( plugin_basename( DRAGOMAN_FILE ) ) . '/languages' );
}

/**
 * Nothing that waits is left behind; what is stored stays, for when the plug-in comes back.
 */
function dragoman_deactivate() {
	foreach ( array( 'dragoman_sync', 'dragoman_look', 'dragoman_withdraw' ) as $hook ) {
		wp_unschedule_hook( $hook );
	}
}

add_action( 'init', 'dragoman_load_words' );
register_deactivation_hook( __FILE__, 'dragoman_deactivate' );
Dragoman_Widget::start();
Dragoman_Articles::start();
if ( is_admin() ) {
	Dragoman_Settings_Page::start();
	Dragoman_Post_Box::start();
}
