# Completes options of healthprobe, their values, and targets, in fish.

# The files behind an @ that the value of an option begins with.
function __healthprobe_files
    set -l path (commandline --current-token | string match --regex --groups-only '^[^@]*@(.*)$')
    and printf '@%s\n' (__fish_complete_path $path)
end

# The schemes, with the forms of their targets, or the files of a target that names one.
function __healthprobe_targets
    set -l target (commandline --current-token |
        string match --regex --groups-only '^((?:file|pid|unix)://)(.*)$')
    if test (count $target) = 2
        printf "$target[1]%s\n" (__fish_complete_path $target[2])
        return
    end
    printf '%s\t%s\n' \
        http:// 'http://[USER:PASSWORD@]HOST[:80][/PATH][?QUERY]' \
        http+unix:// 'the same over a Unix socket' \
        https:// 'https://[USER:PASSWORD@]HOST[:443][/PATH][?QUERY]' \
        https+unix:// 'the same over a Unix socket' \
        tcp:// 'tcp://HOST:PORT' \
        tcp+unix:// 'the same over a Unix socket' \
        tls:// 'tls://HOST:PORT' \
        tls+unix:// 'the same over a Unix socket' \
        udp:// 'udp://HOST:PORT' \
        unix:// 'unix:///PATH' \
        grpc:// 'grpc://HOST:PORT[/SERVICE]' \
        grpc+unix:// 'the same over a Unix socket' \
        grpcs:// 'grpcs://HOST:PORT[/SERVICE]' \
        grpcs+unix:// 'the same over a Unix socket' \
        postgres:// 'postgres://[USER[:PASSWORD]@]HOST[:5432][/DATABASE]' \
        postgres+unix:// 'the same over a Unix socket' \
        postgresql:// 'postgresql://[USER[:PASSWORD]@]HOST[:5432][/DATABASE]' \
        postgresql+unix:// 'the same over a Unix socket' \
        redis:// 'redis://[[USER]:PASSWORD@]HOST[:6379]' \
        redis+unix:// 'the same over a Unix socket' \
        rediss:// 'rediss://[[USER]:PASSWORD@]HOST[:6379]' \
        rediss+unix:// 'the same over a Unix socket' \
        mysql:// 'mysql://HOST[:3306]' \
        mysql+unix:// 'the same over a Unix socket' \
        fastcgi:// 'fastcgi://HOST[:9000]/PATH[?QUERY]' \
        fastcgi+unix:// 'the same over a Unix socket' \
        file:// 'file:///PATH[?max-age=30s]' \
        pid:// 'pid:///PATH'
end

complete -c healthprobe -f
complete -c healthprobe -k -a '(__healthprobe_targets)'
complete -c healthprobe -s t -l timeout -x -d 'time for one attempt, all in all (2s)'
complete -c healthprobe -s r -l retries -x -d 'further attempts after one that fails (0)'
complete -c healthprobe -s i -l interval -x -d 'pause between attempts (500ms)'
complete -c healthprobe -s w -l wait -x -d 'keep trying until healthy, at most this long'
complete -c healthprobe -l any -d 'healthy if one target is (all must be)'
complete -c healthprobe -l invert -d 'healthy if the target is not'
complete -c healthprobe -s X -l method -x -a 'GET HEAD OPTIONS POST' -d 'HTTP method (GET, or POST with --data)'
complete -c healthprobe -s d -l data -x -a '(__healthprobe_files)' -d 'body of the HTTP request; @FILE reads it'
complete -c healthprobe -s H -l header -x -a '(__healthprobe_files)' -d 'send a header; \'NAME:\' removes one, \'NAME;\' is empty, or @FILE'
complete -c healthprobe -s u -l user -x -a '(__healthprobe_files)' -d 'Basic auth; @FILE reads it'
complete -c healthprobe -s s -l status -x -d 'statuses that are healthy (200-399)'
complete -c healthprobe -s e -l expect -x -d 'what the body or the stream must contain; repeatable'
complete -c healthprobe -l expect-json -x -d 'what the JSON body must hold, as /status=UP; repeatable'
complete -c healthprobe -l send -x -d 'what to send first on a stream or as a datagram'
complete -c healthprobe -l max-redirects -x -d 'redirects to follow on the same host (10)'
complete -c healthprobe -l show-body -d 'show how the body of an unhealthy HTTP response begins'
complete -c healthprobe -l proxy-protocol -x -a '1 2' -d 'begin each connection with a PROXY protocol header'
complete -c healthprobe -l server-name -x -d 'TLS server name, where it is not the target\'s host'
complete -c healthprobe -l cert-days -x -d 'days for which a TLS certificate must stay valid'
complete -c healthprobe -l insecure-secrets -d 'let secrets go over TLS, which is not authenticated'
complete -c healthprobe -l next -d 'begin a group of targets with options of its own'
complete -c healthprobe -l json -d 'print verdicts as JSON, one object a target'
complete -c healthprobe -s q -l quiet -d 'print nothing when healthy'
complete -c healthprobe -s v -l verbose -d 'print each attempt and the time of its phases'
complete -c healthprobe -s h -l help -d 'print help and exit'
complete -c healthprobe -s V -l version -d 'print the version and exit'
