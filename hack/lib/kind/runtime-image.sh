#!/usr/bin/env bash
# Builds the operator's base image where no registry can be reached: a jlink runtime, and from the node image's Debian
# root file system only the shared libraries that this runtime loads. Usage: runtime-image.sh OUTPUT.tar CACHE JAVA_HOME
set -euo pipefail
output=$1 cache=$2 java_home=$3
rootfs=$cache/trixie
[[ -e $rootfs/.packages ]] || { printf 'no Debian root file system in %s.\nMaybe run ./hack/kind prepare first\n' "$cache" >&2; exit 1; }
work=$(mktemp -d "$cache/runtime-image.XXXXXX")
trap 'rm -rf "$work"' EXIT
root=$work/root

# What jdeps finds in the packaged operator, and what is only reached by reflection or service loading
# (elliptic curves for TLS, management for metrics, zipfs for jars inside jars).
modules=java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.scripting
modules+=,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.crypto.ec,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

mkdir -p "$root"/{etc,tmp,opt,lib64,usr/lib,proc,sys,dev} "$root/home/centralita"
"$java_home/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$root/opt/java"

# A runtime library that links to something takes its file out of the Debian root; the desktop's own libraries are never loaded.
rm -f "$root"/opt/java/lib/lib{awt*,fontmanager,freetype,javajpeg,jawt,lcms,mlib_image,splashscreen,jsound}.so
for file in "$root/opt/java/bin/java" $(find "$root/opt/java/lib" -name '*.so'); do
  LD_LIBRARY_PATH=$root/opt/java/lib:$root/opt/java/lib/server ldd "$file" 2>/dev/null |
    awk -v own="$root/" '{ for (i = 1; i <= NF; i++) if ($i ~ /^\/.*\.so/ && index($i, own) != 1) print $i }'
done | sort -u | while read -r library; do
  source=$(find "$rootfs/usr/lib" -name "$(basename "$library")" | head -1)
  [[ -n $source ]] || { echo "the runtime needs $library, which the Debian root does not have" >&2; exit 1; }
  mkdir -p "$root/usr/lib/$(uname -m)-linux-gnu"
  cp -aL "$source" "$root/usr/lib/$(uname -m)-linux-gnu/"
done
# Name lookup, and the loader under the path that the runtime asks for.
cp -aL "$rootfs"/usr/lib/"$(uname -m)"-linux-gnu/lib{nss_dns,nss_files,resolv}.so.2 "$root/usr/lib/$(uname -m)-linux-gnu/"
loader=$(find "$rootfs/usr/lib" "$rootfs/usr/lib64" -name 'ld-linux-*.so.*' | head -1)
rmdir "$root/lib64" && mkdir -p "$root/usr/lib64" && ln -s usr/lib "$root/lib" && ln -s usr/lib64 "$root/lib64"
cp -aL "$loader" "$root/usr/lib64/"
cp -aL "$loader" "$root/usr/lib/"
echo 'centralita:x:10001:10001::/home/centralita:/sbin/nologin' >"$root/etc/passwd"
echo 'centralita:x:10001:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
chmod 1777 "$root/tmp"
chown -R 10001:10001 "$root/home/centralita"

tar -C "$root" -c . | docker import --change 'ENV PATH=/opt/java/bin' --change 'ENV JAVA_HOME=/opt/java' --change 'USER 10001:10001' - centralita/runtime:local >/dev/null
docker save centralita/runtime:local -o "$output.part"
mv "$output.part" "$output"
docker image inspect -f "  runtime image {{ .Size }} bytes" centralita/runtime:local
