# Finds a JDK >= 25 and Maven. Sourced, after say.sh.

JDK_WANTED=25

# The major version of the JDK in the folder, nothing if there is none.
jdk_major() {
  [ -x "$1/bin/javac" ] || return 0
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

# Sets and exports JAVA_HOME: the one given if it is new enough, else the first found.
use_jdk() {
  local home major
  for home in \
    "${JAVA_HOME:-}" \
    /usr/lib/jvm/* \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$([ -x /usr/libexec/java_home ] && /usr/libexec/java_home -v "$JDK_WANTED+" 2>/dev/null)"; do
    [ -n "$home" ] || continue
    major=$(jdk_major "$home")
    if [ -n "$major" ] && [ "$major" -ge "$JDK_WANTED" ]; then
      export JAVA_HOME=$home
      return
    fi
  done
  fail "no JDK $JDK_WANTED or newer in JAVA_HOME, /usr/lib/jvm, SDKMAN or /Library/Java" \
    "install one, for example: sdk install java 25-tem, or apt-get install temurin-25-jdk, or brew install --cask temurin@25"
}

# Maven runs on JAVA_HOME, so use_jdk comes first.
use_maven() {
  command -v mvn >/dev/null 2>&1 ||
    fail "mvn is not on the PATH" "install Maven >= 3.8: apt-get install maven, or brew install maven, or sdk install maven"
}
