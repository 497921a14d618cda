# Argument: a work folder. Waits for the end of its input, which comes when the owner closes it or
# is gone, however it went; then ends every process of the folder and deletes the folder.
trap '' INT TERM HUP
folder=$1
while read -r _; do :; done

# A process is told by its id and its start: ids are used again.
running() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  rest=${stat##*) }
  [ "${rest%% *}" != Z ] && [ "$(echo "$rest" | cut -d ' ' -f 20)" = "$2" ]
}

send() {
  kill -s "$1" -- "-$2" 2>/dev/null || kill -s "$1" "$2" 2>/dev/null
}

end() {
  read -r pid start signal <"$1" || { sleep 1 && read -r pid start signal <"$1"; } || return
  running "$pid" "$start" || return
  send "$signal" "$pid"
  tries=0
  while running "$pid" "$start"; do
    tries=$((tries + 1))
    [ "$tries" -le 50 ] || send KILL "$pid"
    sleep 0.1
  done
}

for file in "$folder"/run/*.pid; do
  [ -e "$file" ] && end "$file"
done
rm -rf "$folder" 2>/dev/null || { sleep 1 && rm -rf "$folder"; }
