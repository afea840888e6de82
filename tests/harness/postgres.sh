# A PostgreSQL of a test's own: made in an empty folder, reached by a socket in it, and gone with whoever started it.
# Its standard input tells that end, however it comes; nothing is kept.
#   $1 the folder, $2 the folder of PostgreSQL's programs, $3 `on`: what is committed is on the disk
set -eu
folder=$1 programs=$2 durable=$3
as_postgres() {
    # PostgreSQL doesn't run as root.
    if [ "$(id -u)" = 0 ]; then
        exec setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
    else
        exec "$@"
    fi
}
trap 'rm -rf "$folder"' EXIT
[ "$(id -u)" != 0 ] || chown postgres "$folder"
cd "$folder"
(as_postgres "$programs/initdb" -D "$folder/data" -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8) \
    >"$folder/initdb.log" 2>&1
# What a killed client leaves is tested, not what a power cut leaves: so a test has nothing wait for the disk.
(as_postgres "$programs/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync="$durable" \
    -c full_page_writes="$durable" -c max_connections=400 -c shared_buffers=64MB) >"$folder/server.log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -QUIT "$server"
wait "$server" || true
