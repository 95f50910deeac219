# Sourced. Where engines keep their images: under $folder.

# Whether files of $folder can be layers of an overlay; if not, each layer is a copy, and slower.
can_overlay() {
  mkdir -p "$folder/overlay/"{lower,upper,work,merged}
  mount -t overlay overlay "$folder/overlay/merged" -o \
    "lowerdir=$folder/overlay/lower,upperdir=$folder/overlay/upper,workdir=$folder/overlay/work" \
    2>/dev/null && umount "$folder/overlay/merged"
}

# Takes off whatever is mounted under $folder.
unmount_all() {
  awk -v under="$folder/" 'index($2, under) == 1 { print $2 }' /proc/mounts | sort -r |
    xargs -r -n 1 umount
}
