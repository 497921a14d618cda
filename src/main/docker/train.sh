#!/bin/sh
# Makes app.aot, the JVM's cache of the classes it loads and links at a start (Java 25: JEP 483, 514):
# an instance is ready in half the time. The service is started once without any of its servers, which
# it bears, and ended as soon as it is up. The cache serves the very JVM and the very files it was made
# with, so it is made in the image. Only G1 can write objects into it; any collector reads them.
#
#   ./mvnw package -DskipTests -Dquarkus.package.jar.type=aot-jar
#   sh src/main/docker/train.sh target/quarkus-app [java]
set -eu

folder=$(cd "$1" && pwd)
java=${2:-java}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

fail() {
  kill -KILL $service 2>/dev/null || :
  rm -f "$folder/app.aot"
  cat "$log" >&2
  echo "train.sh: $1" >&2
  exit 1
}

nowhere=127.0.0.1:1
rm -f "$folder/app.aot"
env REELPORT_MIGRATE_AT_START=false REELPORT_LOG_FORMAT=text HTTP_PORT=0 YOUTUBE_API_KEY=none \
  DATABASE_URL="postgresql://$nowhere/none" DATABASE_USER=none DATABASE_PASSWORD=none \
  REDIS_URL="redis://$nowhere" KAFKA_BOOTSTRAP_SERVERS=$nowhere OIDC_ISSUER="http://$nowhere" \
  "$java" -XX:+UseG1GC --enable-native-access=ALL-UNNAMED -XX:AOTCacheOutput="$folder/app.aot" -jar "$folder/quarkus-run.jar" >"$log" 2>&1 &
service=$!

seconds=0
until grep -q 'started in' "$log"; do
  kill -0 $service 2>/dev/null || fail "the service ended before it was up"
  [ $seconds -lt 120 ] || fail "the service was not up after $seconds s"
  seconds=$((seconds + 1))
  sleep 1
done
kill -TERM $service
# 143: ended by the signal, as it should.
wait $service || [ $? = 143 ] || fail "the service did not end well"
[ -s "$folder/app.aot" ] || fail "the JVM made no cache; it has to be of version 25 or newer"
