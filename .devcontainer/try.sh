#!/usr/bin/env bash
# Runs the set-up of the dev container where there is no container engine: in a bare Debian tree, made by debootstrap.
#
#     .devcontainer/try.sh FOLDER
#
# FOLDER is made; it takes 3 GB. The Rust of this machine stands in for the image's. Needs root, and debootstrap.
set -euo pipefail
cd "$(dirname "$0")/.."
tree=${1:?the folder for the tree, which is made}
if [ -e "$tree" ]; then echo "$tree is there already: name a folder that is not" >&2; exit 2; fi

debootstrap --variant=minbase --include=ca-certificates bookworm "$tree" >"$tree.log"
mkdir "$tree/rust" "$tree/course"
cp -r "$(rustc --print sysroot)/." "$tree/rust"
git archive HEAD | tar -x -C "$tree/course"
cp /etc/resolv.conf "$tree/etc/"
# Where this machine reaches its registries in a way of its own, the tree has to know it, too.
for file in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /usr/local/share/ca-certificates; do
    if [ -e "$file" ]; then mkdir -p "$tree$(dirname "$file")" && cp -r "$file" "$tree$(dirname "$file")/"; fi
done
if [ -e "$HOME/.cargo/config.toml" ]; then mkdir "$tree/root/.cargo" && cp "$HOME/.cargo/config.toml" "$tree/root/.cargo/"; fi
chroot "$tree" /usr/sbin/update-ca-certificates >/dev/null

# The set-up as devcontainer.json names it.
command=$(sed -n 's/.*"onCreateCommand": "\(.*\)".*/\1/p' .devcontainer/devcontainer.json)
chroot "$tree" /usr/bin/env PATH=/rust/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    bash -c "mount -t proc proc /proc && cd /course && $command; status=\$?; umount /proc; exit \$status"
echo "the set-up of the dev container has run in $tree"
