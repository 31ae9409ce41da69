# shellcheck shell=bash
# What the commands beside this folder share: installing what is missing, finding Java. To be sourced.

die() {
  echo "linekeeper: $*" >&2
  exit 1
}

# Installs Debian packages by name, once, saying so.
install_packages() {
  local sudo=""
  command -v apt-get >/dev/null || die "missing: $*. Install it with your system's package tool."
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "missing: $*. Run this as root, or install it with: apt-get install $*"
    sudo=sudo
  fi
  echo "linekeeper: installing $*" >&2
  local log
  log=$(mktemp)
  if ! { $sudo apt-get update -qq \
    && $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$@"; } \
    >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    die "could not install $*"
  fi
  rm -f "$log"
}

# need_command COMMAND PACKAGE
need_command() {
  command -v "$1" >/dev/null 2>&1 || install_packages "$2"
}

need_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/javac" ]; then
    return 0
  fi
  need_command javac openjdk-17-jdk-headless
}

java_command() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    echo "$JAVA_HOME/bin/java"
  else
    command -v java
  fi
}

# What a JVM knows of our classes once it has read them: jvm_archive JAVA APP
jvm_archive() {
  local version
  version=$("$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.vm\.version = //p')
  echo "$2/classes-${version//[^A-Za-z0-9.+-]/_}.jsa"
}

# Makes that archive, unless it is there: a gateway without lines starts on loopback and stops. It halves the start of an empty
# gateway. A JVM that finds an archive of another build starts without.
make_jvm_archive() {
  local java=$1 app=$2 archive folder gateway flags
  archive=$(jvm_archive "$java" "$app")
  if [ "$archive" -nt "$app/linekeeper.jar" ]; then
    return 0
  fi
  folder=$(mktemp -d)
  cat >"$folder/linekeeper.yaml" <<SETTINGS
sip:
  listeners:
    - {name: pbx, side: pbx, transport: udp, address: "127.0.0.1:0"}
    - {name: teams, side: teams, transport: udp, address: "127.0.0.1:0"}
admin:
  address: "127.0.0.1:0"
  tokens: [{name: nobody, token: $(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')}]
store: {path: linekeeper.db}
cdr: {path: cdr.jsonl}
SETTINGS
  mapfile -t flags < <(jvm_flags "$java")
  "$java" "${flags[@]}" -XX:ArchiveClassesAtExit="$folder/classes.jsa" -jar "$app/linekeeper.jar" \
    run --config "$folder/linekeeper.yaml" >"$folder/log" 2>&1 &
  gateway=$!
  for _ in $(seq 300); do
    if grep -q Scheduled "$folder/log" || ! kill -0 $gateway 2>/dev/null; then
      break
    fi
    sleep 0.1
  done
  # It may have ended by itself already; whether it has served shows in what it leaves.
  kill $gateway 2>/dev/null || true
  wait $gateway || true
  if [ -f "$folder/classes.jsa" ]; then
    mv "$folder/classes.jsa" "$archive"
  else
    echo "linekeeper: no class archive, the gateway starts more slowly without; its last lines:" >&2
    tail -n 5 "$folder/log" >&2
  fi
  rm -rf "$folder"
}

# The JVM settings that ship as default. What is young is bounded, because the collector would let it grow with the machine;
# what lives is not. Its parts keep their sizes: left to itself the collector soon gave most of it to the survivors, of which there
# are few. Huge pages, where the system gives them to who asks, seemed to save a twelfth of the loop where lines are many.
# Inlining is modest: on one core the compiler otherwise takes more time in the first ten seconds than the registrations of
# 100,000 lines. Compact object headers are a product option from Java 25 on.
#   jvm_flags JAVA [APP]      one on a line; with the class archive of the program in this folder, if there is one
jvm_flags() {
  local version archive
  version=$("$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
  printf '%s\n' -XX:+UseParallelGC -XX:+UseTransparentHugePages -Xms352m -Xmn160m -XX:MetaspaceSize=96m -XX:+ExitOnOutOfMemoryError
  printf '%s\n' -XX:-UseAdaptiveSizePolicy -XX:SurvivorRatio=8 -XX:InitialTenuringThreshold=1 -XX:MaxTenuringThreshold=1
  printf '%s\n' -XX:MaxInlineLevel=9 -XX:FreqInlineSize=80 -XX:InlineSmallCode=800
  if [ "${version:-17}" -ge 25 ]; then
    printf '%s\n' --enable-native-access=ALL-UNNAMED -XX:+UseCompactObjectHeaders
  fi
  if [ $# -gt 1 ]; then
    archive=$(jvm_archive "$1" "$2")
    [ ! -f "$archive" ] || echo "-XX:SharedArchiveFile=$archive"
  fi
}
