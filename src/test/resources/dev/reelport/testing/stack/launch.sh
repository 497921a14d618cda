# Arguments: pid file, signal that ends the command, command...
# Writes down which process this is, then becomes the command in a session of its own: Ctrl-C in a
# terminal reaches the owner only, which ends the command in its own order.
file=$1
signal=$2
shift 2
stat=$(cat "/proc/$$/stat")
start=$(echo "${stat##*) }" | cut -d ' ' -f 20)
echo "$$ $start $signal" >"$file" || exit 1
command -v setsid >/dev/null && exec setsid "$@"
exec "$@"
