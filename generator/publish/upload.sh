#!/bin/sh
# Carries out a plan of `zhanbang publish PLAN --bucket` with rclone: new files first, entrances after, deletions last.
#
#   sh upload.sh fetch PLAN REMOTE     ask the bucket what it holds; then plan: zhanbang publish PLAN --bucket
#   sh upload.sh PLAN SITE REMOTE      carry the plan out (REMOTE as rclone writes it: oss:bucket/path)
#
# It may be stopped anywhere: run it again, or fetch and plan again. Do not run two at once.
set -eu

RCLONE=${RCLONE:-rclone}
MANIFEST=.zhanbang/manifest.json

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

sums() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum -c --status "$1"; else shasum -a 256 -c --status "$1"; fi
}

# The bucket's manifest into a file. Returns 3 when the bucket has none; anything else that fails ends the script.
remember() {
    code=0
    found=$("$RCLONE" lsf --files-only "$1/.zhanbang" 2>/dev/null) || code=$?
    [ "$code" = 0 ] || [ "$code" = 3 ] || die "读不了 $1（rclone 返回 $code），请检查 rclone 的设置和网络。"
    case "
$found
" in
    *"
manifest.json
"*) ;;
    *) return 3 ;;
    esac
    "$RCLONE" copyto --ignore-times "$1/$MANIFEST" "$2" || die "取不到 $1/$MANIFEST。"
}

fetch() {
    plan=$1 remote=$2
    mkdir -p "$plan"
    rm -f "$plan/known.txt" "$plan/known.new"
    code=0
    "$RCLONE" lsf -R --files-only "$remote" >"$plan/listing.txt" 2>/dev/null || code=$?
    [ "$code" = 0 ] || [ "$code" = 3 ] || die "读不了 $remote（rclone 返回 $code），请检查 rclone 的设置和网络。"
    if remember "$remote" "$plan/known.new"; then
        :
    elif [ -s "$plan/listing.txt" ]; then
        say "$remote 里有文件，但没有展榜的清单：新网站会覆盖同名的文件，其余的原样留着。"
        say "如果其余的都是旧网站、可以删除，做计划时请加：--known $plan/listing.txt"
    fi
    { echo "--- files ---"; cat "$plan/listing.txt"; } >>"$plan/known.new"
    mv "$plan/known.new" "$plan/known.txt"
    say "已经取来。下一步：zhanbang publish $plan --bucket"
}

# What the bucket remembers from now on.
state() { "$RCLONE" copyto --ignore-times "$plan/$1" "$remote/$MANIFEST"; }

# One list of the plan: bring NAME [rclone's options]
bring() {
    [ -s "$plan/$1" ] || return 0
    say "上传 $1（$(wc -l <"$plan/$1" | tr -d ' ') 个文件）"
    list=$1
    shift
    "$RCLONE" copy --files-from-raw "$plan/$list" --no-traverse "$@" "$site" "$remote"
}

upload() {
    plan=$(cd "$1" && pwd -P) || die "没有 $1 这个计划。"
    site=$(cd "$2" && pwd -P) || die "没有 $2 这个网站。"
    remote=$3
    (cd "$plan" && sums plan.sha256) || die "$plan 里的计划不全或者被改过，请重新做计划（zhanbang publish $plan --bucket）。"
    if [ -s "$plan/site.sha256" ]; then
        (cd "$site" && sums "$plan/site.sha256") || die "$site 在做计划以后变了，请重新做计划（zhanbang publish $plan --bucket）。"
    fi
    now=$(mktemp)
    trap 'rm -f "$now"' EXIT
    if ! remember "$remote" "$now"; then : >"$now"; fi
    if cmp -s "$now" "$plan/manifest.json"; then
        say "$remote 里已经是这个网站。"
        return 0
    fi
    if cmp -s "$now" "$plan/during-3.json"; then
        done=3
    elif cmp -s "$now" "$plan/during-2.json"; then
        done=2
    elif cmp -s "$now" "$plan/during-1.json" || cmp -s "$now" "$plan/against.json"; then
        done=0
    else
        die "$remote 在做计划以后变了。请先取一次（sh upload.sh fetch $plan $remote），再做计划。"
    fi
    if [ $done -lt 2 ]; then
        state during-1.json
        bring 1-assets.txt
        bring 2-pages.txt --ignore-times
        state during-2.json
    fi
    if [ $done -lt 3 ]; then
        bring 3-changed.txt --ignore-times
        bring 4-entrances.txt --ignore-times
        state during-3.json
    fi
    if [ -s "$plan/5-delete.txt" ]; then
        say "删除 5-delete.txt（$(wc -l <"$plan/5-delete.txt" | tr -d ' ') 个文件）"
        "$RCLONE" delete --files-from-raw "$plan/5-delete.txt" "$remote"
    fi
    state manifest.json
    say "已经公开：$remote"
}

case "${1:-}" in
fetch) [ $# = 3 ] || die "用法：sh upload.sh fetch 计划 存储桶"; fetch "$2" "$3" ;;
*) [ $# = 3 ] || die "用法：sh upload.sh 计划 网站 存储桶，或者 sh upload.sh fetch 计划 存储桶"; upload "$1" "$2" "$3" ;;
esac
