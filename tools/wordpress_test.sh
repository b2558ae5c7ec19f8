#!/bin/bash
# The WordPress plug-in in a real WordPress, with a real browser: see tests/browser/wordpress_test.mjs. WordPress, PHP and MariaDB are Debian's packages
# (25 MB), unpacked below build/wordpress once and run from there: nothing is installed, no root is needed, and nothing goes on
# running. Site and database are made for the test, and go with it. Without the packages the test is skipped, and says so.
set -u
cd "$(dirname "$0")/.." || exit 1
skip() {
  echo "SKIPPED: wordpress: $*"
  echo "counts: 0 0 1"
  exit 0
}
fail() {
  echo "FAILED: wordpress: $*"
  echo "counts: 0 1 0"
  exit 1
}
program=$(realpath "${DRAGOMAN_PROGRAM:-build/dragoman}")
home=$PWD/build/wordpress
root=$home/root
packages=(wordpress wordpress-theme-twentytwentyone wordpress-theme-twentytwentythree php-getid3 libjs-cropper libjs-underscore
  php8.2-cli php8.2-common php8.2-opcache php8.2-mysql php8.2-mbstring php8.2-xml php8.2-curl mariadb-server-core mariadb-common
  libaio1 libargon2-1 libnuma1 libonig5 libsodium23 liburing2 libxml2 libxslt1.1)
command -v "${CHROMIUM:-chromium}" >/dev/null || skip "Chromium is not there (make setup installs it)"
command -v npm >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || skip "Node.js 20 with npm is not there"
mkdir -p build/test-results "$home"
if [ ! -d tests/browser/node_modules/playwright-core ]; then
  npm ci --prefix tests/browser --no-audit --no-fund --ignore-scripts >build/test-results/browser.npm 2>&1 ||
    skip "npm could not fetch the packages of tests/browser (see build/test-results/browser.npm)"
fi
if [ "$(cat "$home/packages" 2>/dev/null)" != "${packages[*]}" ]; then
  rm -rf "$home"
  mkdir -p "$home/packages.d" "$root"
  (cd "$home/packages.d" && apt-get download -q "${packages[@]}") >build/test-results/wordpress.apt 2>&1 ||
    skip "apt could not fetch Debian 12's packages of WordPress (see build/test-results/wordpress.apt; apt-get update may help)"
  for package in "$home"/packages.d/*.deb; do dpkg-deb -x "$package" "$root" || fail "could not unpack $package"; done
  rm -rf "$home/packages.d"
  echo "${packages[*]}" >"$home/packages"
fi

work=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill -- "-$pid" 2>/dev/null; done # each leads a group of its own: PHP's workers go with it
  wait 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT
port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }
# The unpacked programs find their libraries and extensions here, and nothing of the machine's settings.
libraries=$(echo "$root"/usr/lib/*-linux-gnu)
extensions=$(echo "$root"/usr/lib/php/2*)
{
  echo "extension_dir = $extensions"
  for one in mysqlnd mysqli curl ctype dom exif fileinfo iconv mbstring phar posix simplexml sockets tokenizer xml xmlreader xmlwriter; do echo "extension = $one"; done
  echo "zend_extension = $extensions/opcache.so"
  echo "opcache.enable_cli = 1"
  echo "memory_limit = 256M"
  echo "error_log = $work/php.log"
  echo "log_errors = On"
} >"$work/php.ini"
php() { LD_LIBRARY_PATH=$libraries "$root/usr/bin/php8.2" -c "$work/php.ini" "$@"; }

# A database of its own, over a socket alone.
db() { LD_LIBRARY_PATH=$libraries exec setsid "$root/usr/sbin/mariadbd" --no-defaults --datadir="$work/db" --user="$(id -un)" --lc-messages-dir="$root/usr/share/mysql" \
  --character-sets-dir="$root/usr/share/mysql/charsets" --plugin-dir="$root/usr/lib/mysql/plugin" "$@"; }
mkdir "$work/db"
{
  echo "CREATE DATABASE IF NOT EXISTS mysql;"
  echo "USE mysql;"
  cat "$root"/usr/share/mysql/{mysql_system_tables,mysql_system_tables_data}.sql
  echo "CREATE DATABASE wordpress CHARACTER SET utf8mb4;"
} >"$work/bootstrap.sql"
(db --bootstrap --silent-startup) <"$work/bootstrap.sql" >"$work/db.log" 2>&1 || fail "the database could not be made: $(tail -3 "$work/db.log")"
db --skip-networking --skip-grant-tables --socket="$work/db.sock" --pid-file="$work/db.pid" --innodb-buffer-pool-size=32M >>"$work/db.log" 2>&1 &
pids+=($!)
for _ in $(seq 200); do
  [ -S "$work/db.sock" ] && break
  sleep 0.1
done
[ -S "$work/db.sock" ] || fail "the database did not start: $(tail -3 "$work/db.log")"

# The site.
site=http://127.0.0.1:$(port)
cp -rL "$root/usr/share/wordpress" "$work/site" 2>/dev/null # .htaccess and certificates lead out of what was unpacked
rm -f "$work/site/wp-config.php" "$work/site/wp-includes/certificates/ca-bundle.crt"
cp /etc/ssl/certs/ca-certificates.crt "$work/site/wp-includes/certificates/ca-bundle.crt" 2>/dev/null
cat >"$work/site/wp-config.php" <<'PHP'
<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:' . dirname( __DIR__ ) . '/db.sock' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $dragoman_salt ) {
	define( $dragoman_salt . '_KEY', $dragoman_salt . ' of the tests' );
	define( $dragoman_salt . '_SALT', $dragoman_salt . ' salt of the tests' );
}
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', dirname( __DIR__ ) . '/debug.log' );
define( 'FS_METHOD', 'direct' );
// Events are run by the test when it wants them, but for the one that looks whether WordPress's clock runs them by itself.
define( 'DISABLE_WP_CRON', ! file_exists( dirname( __DIR__ ) . '/cron' ) );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_ACCESSIBLE_HOSTS', '127.0.0.1' );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
$table_prefix = 'wp_';
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
PHP
php tests/wordpress/site.php "$work/site" install "$site" >"$work/install.log" 2>&1 || fail "WordPress could not be installed: $(tail -3 "$work/install.log")"
PHP_CLI_SERVER_WORKERS=4 LD_LIBRARY_PATH=$libraries setsid "$root/usr/bin/php8.2" -c "$work/php.ini" -S "${site#http://}" -t "$work/site" >"$work/web.log" 2>&1 &
pids+=($!)

# Dragoman, with keys: one for readers of that site, one that may send and withdraw.
site_key=$("$program" keys add readers --keys "$work/keys" --site --origin "$site" 2>/dev/null)
secret=$("$program" keys add wordpress --keys "$work/keys" --role approver 2>/dev/null)
server_port=$(port)
setsid "$program" serve --port "$server_port" --data "$work/data" --articles "$work/articles.db" --keys "$work/keys" 2>"$work/server.log" &
pids+=($!)
zip=$work/dragoman.zip
python3 tools/wordpress_plugin.py build "$zip" >/dev/null || fail "the plug-in could not be put together"

cat >"$work/site.sh" <<SH
#!/bin/bash
LD_LIBRARY_PATH='$libraries' exec '$root/usr/bin/php8.2' -c '$work/php.ini' '$PWD/tests/wordpress/site.php' '$work/site' "\$@"
SH
chmod +x "$work/site.sh"
SITE=$site SERVER=http://127.0.0.1:$server_port SITE_KEY=$site_key SECRET=$secret ZIP=$zip WORK=$work SERVER_PID=${pids[2]} \
  node tests/browser/wordpress_test.mjs | tee "$work/out" | grep -v '^counts: '
# PHP says nothing, neither of the plug-in nor of deprecated calls in it.
if grep -h 'plugins/dragoman' "$work/debug.log" "$work/php.log" 2>/dev/null | sort | uniq -c | head -5 | grep .; then
  echo "FAILED: wordpress: PHP complains"
  awk '/^counts: / { print "counts:", $2, $3 + 1, $4 }' "$work/out"
else
  grep '^counts: ' "$work/out" || fail "it ended without counts"
fi
