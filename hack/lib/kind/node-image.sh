#!/usr/bin/env bash
# Builds the Kind node image from Debian packages and Go modules only, for machines without a container registry.
# Usage: node-image.sh IMAGE CACHE TOOLS KUBERNETES_VERSION RECIPE; a Docker engine must be running; needs root for
# debootstrap. RECIPE becomes the label centralita.recipe of the image.
set -euo pipefail
image=$1 cache=$2 tools=$3 version=$4 recipe=$5
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
kind_source=$(cd "$here/../../tools/kind" && go list -m -f '{{.Dir}}' sigs.k8s.io/kind)
rootfs=$cache/trixie
work=$(mktemp -d "$cache/node-image.XXXXXX")
trap 'docker rm -f -v centralita-node-build >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
export DOCKER_BUILDKIT=0
say() { printf '  [%3d s] %s\n' "$SECONDS" "$1"; }

packages=systemd,systemd-sysv,dbus,containerd,runc,containernetworking-plugins,iptables,nftables,iproute2,conntrack,ipset
packages+=,socat,ethtool,kmod,jq,curl,ca-certificates,procps,mount,util-linux

if [[ $(cat "$rootfs/.packages" 2>/dev/null) != "$packages" ]]; then
  say "Debian root file system (debootstrap)"
  rm -rf "$rootfs"
  mirror=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/*.sources 2>/dev/null)
  debootstrap --variant=minbase --include="$packages" trixie "$rootfs" ${mirror:+"$mirror"} >"$cache/debootstrap.log" 2>&1 ||
    { echo "debootstrap failed; see $cache/debootstrap.log" >&2; exit 1; }
  rm -rf "$rootfs"/var/cache/apt/archives/*.deb "$rootfs"/var/lib/apt/lists/*
  echo "$packages" >"$rootfs/.packages"
fi

say "node base image"
tar -C "$rootfs" --exclude='./proc/*' --exclude='./sys/*' --exclude='./dev/*' --exclude=./.packages -c . | docker import - centralita/rootfs:local >/dev/null
mkdir -p "$work/base/bin"
cp -r "$kind_source/images/base/files" "$work/base/"
chmod -R u+w "$work/base"
cp "$tools"/{kubeadm,kubelet,kubectl,crictl} "$work/base/bin/"
cp "$here/10-ptp.conflist" "$work/base/"
cp "$here/Dockerfile.node" "$work/base/Dockerfile"
docker build -q --build-arg "KUBERNETES_VERSION=$version" -t centralita/node-base:local "$work/base" >/dev/null

# Images of this machine keep to names of their own; inside the node they get those that kubeadm and kind ask for.
own() { echo "centralita/node-$1:local"; }
names=() # own name=name in the node

# An image FROM scratch that holds one static binary.
from_scratch() { # name, binary
  mkdir -p "$work/$1"
  cp "$2" "$work/$1/$1"
  printf 'FROM scratch\nENV PATH=/usr/local/bin\nCOPY %s /usr/local/bin/%s\nENTRYPOINT ["/usr/local/bin/%s"]\n' "$1" "$1" "$1" \
    >"$work/$1/Dockerfile"
  docker build -q -t "$(own "$1")" "$work/$1" >/dev/null
}

# kubeadm says under which names it wants the control plane: binary name -> image.
say "control-plane images, under kubeadm's names"
wanted=$("$tools/kubeadm" config images list --kubernetes-version "$version")
for name in $wanted; do
  short=${name##*/}
  short=${short%%:*}
  case $short in
    kube-apiserver | kube-controller-manager | kube-scheduler | etcd | coredns) from_scratch "$short" "$tools/$short" ;;
    pause | kube-proxy) ;;
    *) echo "kubeadm wants an image we cannot build: $name" >&2; exit 1 ;;
  esac
  names+=("$(own "$short")=$name")
done
gcc -O2 -static -s -o "$work/pause.bin" "$here/pause.c"
from_scratch pause "$work/pause.bin"
# kind's containerd configuration names a sandbox image of its own.
sandbox=$(sed -n 's/.*sandbox_image = "\(.*\)"/\1/p' "$kind_source/images/base/files/etc/containerd/config.toml" | head -1)
[[ -z $sandbox || " ${names[*]} " == *"=$sandbox "* ]] || names+=("$(own pause)=$sandbox")

# kube-proxy and kube-router call iptables, nft, conntrack and ipset: their files, and every library those (and the
# xtables modules) load.
proxy_root=$work/kube-proxy/root
libraries=usr/lib/$(uname -m)-linux-gnu
mkdir -p "$proxy_root"/usr/{sbin,bin,lib64,local/bin} "$proxy_root/$libraries" "$proxy_root"/{etc,tmp,run,var/lib}
for directory in bin sbin lib lib64; do ln -s "usr/$directory" "$proxy_root/$directory"; done
programs=(/usr/sbin/xtables-nft-multi /usr/sbin/xtables-legacy-multi /usr/sbin/nft /usr/sbin/conntrack /usr/sbin/ipset)
for program in "${programs[@]}"; do cp -a "$rootfs$program" "$proxy_root/usr/sbin/"; done
cp -aL "$rootfs/usr/bin/dash" "$proxy_root/usr/bin/sh"
for table in iptables ip6tables; do
  for suffix in '' -save -restore; do ln -s xtables-nft-multi "$proxy_root/usr/sbin/$table$suffix"; done
done
cp -a "$rootfs/$libraries/xtables" "$proxy_root/$libraries/"
for file in "${programs[@]}" /usr/bin/dash $(cd "$rootfs" && find "$libraries/xtables" -name '*.so' -printf '/%p\n'); do
  chroot "$rootfs" ldd "$file" | grep -o '/[^ ]*\.so[^ ]*'
done | sort -u | while read -r library; do cp -aL "$rootfs$library" "$proxy_root/usr${library#/usr}"; done
cp "$tools/kube-proxy" "$proxy_root/usr/local/bin/"
install -D "$tools/kube-router" "$work/kube-proxy/router/usr/local/bin/kube-router"
echo 'root:x:0:0:root:/root:/bin/sh' >"$proxy_root/etc/passwd"
printf 'FROM scratch\nENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nCOPY root/ /\nENTRYPOINT ["/usr/local/bin/kube-proxy"]\n' \
  >"$work/kube-proxy/Dockerfile"
docker build -q -t "$(own kube-proxy)" "$work/kube-proxy" >/dev/null
printf 'FROM %s\nCOPY router/ /\nENTRYPOINT ["/usr/local/bin/kube-router"]\n' "$(own kube-proxy)" >"$work/kube-proxy/Dockerfile"
docker build -q -t centralita/kube-router:local "$work/kube-proxy" >/dev/null

story_images=$("$here/story-images.sh" "$tools")

# Unpacked by the node at boot on its /var volume: overlay snapshots cannot be made on Docker's own overlay.
say "images into the node's content store"
docker rm -f -v centralita-node-build >/dev/null 2>&1 || true
docker run -d --name centralita-node-build --privileged --entrypoint sleep centralita/node-base:local infinity >/dev/null
docker exec -d centralita-node-build containerd
for _ in $(seq 50); do docker exec centralita-node-build ctr version >/dev/null 2>&1 && break; sleep 0.2; done
images() { docker exec -i centralita-node-build ctr -n k8s.io images "$@"; }
docker save $(printf '%s\n' "${names[@]%%=*}" | sort -u) centralita/kube-router:local $story_images |
  images import --label=io.cri-containerd.pinned=pinned --all-platforms --no-unpack --digests - >/dev/null
for pair in "${names[@]}"; do
  images tag "docker.io/${pair%%=*}" "${pair#*=}" >/dev/null
  images label "${pair#*=}" io.cri-containerd.pinned=pinned >/dev/null
done
docker exec centralita-node-build sh -c 'kill $(pidof containerd); sleep 1'
docker commit --change 'ENTRYPOINT [ "/usr/local/bin/entrypoint", "/sbin/init" ]' --change "LABEL centralita.recipe=$recipe" centralita-node-build "$image" >/dev/null
say "done: $image"
