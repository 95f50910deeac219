# Completes options of healthprobe, their values, and targets, in bash.

_healthprobe() {
  local options=(
    -t --timeout
    -r --retries
    -i --interval
    -w --wait
    --any
    --invert
    -X --method
    -d --data
    -H --header
    -u --user
    -s --status
    -e --expect
    --expect-json
    --send
    --max-redirects
    --show-body
    --proxy-protocol
    --server-name
    --cert-days
    --insecure-secrets
    --next
    --json
    -q --quiet
    -v --verbose
    -h --help
    -V --version
  )
  local schemes=(
    http://
    http+unix://
    https://
    https+unix://
    tcp://
    tcp+unix://
    tls://
    tls+unix://
    udp://
    unix://
    grpc://
    grpc+unix://
    grpcs://
    grpcs+unix://
    postgres://
    postgres+unix://
    postgresql://
    postgresql+unix://
    redis://
    redis+unix://
    rediss://
    rediss+unix://
    mysql://
    mysql+unix://
    fastcgi://
    fastcgi+unix://
    file://
    pid://
  )

  # Of the line, since bash cuts words at : and = as well.
  local line=${COMP_LINE:0:COMP_POINT} words word option value
  word=${line##*[[:space:]]}
  read -ra words <<<"${line%"$word"}"
  option=${words[-1]} value=$word
  if [[ $word == --*=* ]]; then
    option=${word%%=*} value=${word#*=}
  fi

  # What an option or a target takes, and what stands before a file that it names.
  local choices=() prefix=
  case $option in
    -t | --timeout) ;;
    -r | --retries) ;;
    -i | --interval) ;;
    -w | --wait) ;;
    -X | --method) choices=(GET HEAD OPTIONS POST) ;;
    -d | --data) prefix=@ ;;
    -H | --header) prefix=@ ;;
    -u | --user) prefix=@ ;;
    -s | --status) ;;
    -e | --expect) ;;
    --expect-json) ;;
    --send) ;;
    --max-redirects) ;;
    --proxy-protocol) choices=(1 2) ;;
    --server-name) ;;
    --cert-days) ;;
    *)
      value=$word
      case $word in
        -*) choices=("${options[@]}") ;;
        file://* | pid://* | unix://*) prefix=${word%%://*}:// ;;
        *) choices=("${schemes[@]}") ;;
      esac
      ;;
  esac

  local reply kept=
  # Behind the last of these, the word as bash replaces it begins.
  local breaks=${COMP_WORDBREAKS//@/}
  if [[ $value == *["$breaks"]* ]]; then kept=${value%"${value##*["$breaks"]}"}; fi
  COMPREPLY=()
  while IFS= read -r reply; do
    COMPREPLY+=("${reply#"$kept"}")
  done < <(
    if [[ -z $prefix ]]; then
      compgen -W "${choices[*]}" -- "$value"
    elif [[ $value == "$prefix"* ]]; then
      compgen -f -- "${value#"$prefix"}" | while IFS= read -r reply; do
        if [[ -d $reply ]]; then reply+=/; fi
        printf '%s\n' "$prefix$reply"
      done
    fi
  )
  # More follows a scheme and a folder.
  if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == */ ]]; then compopt -o nospace; fi
}

complete -F _healthprobe healthprobe /healthprobe
