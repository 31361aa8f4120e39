#!/usr/bin/env bash
# Tests the set-up of the dev container without a container engine: runs it in a bare Debian tree, made by debootstrap.
#
#     .devcontainer/try.sh FOLDER
#
# The script makes FOLDER, which takes 3 GB. It uses this machine's Rust in place of the image's. It needs root and debootstrap.
set -euo pipefail
tree=$(realpath --canonicalize-missing "${1:?name a folder for the tree; the script makes it}")
cd "$(dirname "$0")/.."
if [ -e "$tree" ]; then echo "$tree exists already: name a new folder" >&2; exit 2; fi

debootstrap --variant=minbase --include=ca-certificates bookworm "$tree" >"$tree.log"
mkdir "$tree/rust" "$tree/course"
cp -r "$(rustc --print sysroot)/." "$tree/rust"
git archive HEAD | tar -x -C "$tree/course"
cp /etc/resolv.conf "$tree/etc/"
# This machine may reach its registries by settings of its own. The tree needs the same settings.
for file in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /usr/local/share/ca-certificates; do
    if [ -e "$file" ]; then mkdir -p "$tree$(dirname "$file")" && cp -r "$file" "$tree$(dirname "$file")/"; fi
done
if [ -e "$HOME/.cargo/config.toml" ]; then mkdir "$tree/root/.cargo" && cp "$HOME/.cargo/config.toml" "$tree/root/.cargo/"; fi
chroot "$tree" /usr/sbin/update-ca-certificates >/dev/null

# The set-up is the command that devcontainer.json names.
command=$(sed -n 's/.*"onCreateCommand": "\(.*\)".*/\1/p' .devcontainer/devcontainer.json)
chroot "$tree" /usr/bin/env PATH=/rust/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    bash -c "mount -t proc proc /proc && cd /course && $command; status=\$?; umount /proc; exit \$status"
echo "the set-up of the dev container has run in $tree"
