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

# The JVM settings that ship as default. What is young is bounded, because the collector would let it grow with the machine;
# what lives is not. Inlining is modest: on one core the compiler otherwise takes more time in the first ten seconds than the
# registrations of 100,000 lines. Compact object headers are a product option from Java 25 on.
jvm_flags() {
  local version
  version=$("$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
  echo "-XX:+UseParallelGC -Xms320m -Xmn96m -XX:+ExitOnOutOfMemoryError"
  echo "-XX:MaxInlineLevel=4 -XX:FreqInlineSize=80 -XX:InlineSmallCode=800"
  if [ "${version:-17}" -ge 25 ]; then
    echo "--enable-native-access=ALL-UNNAMED -XX:+UseCompactObjectHeaders"
  fi
}
