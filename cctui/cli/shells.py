"""Scripts that let a shell complete command lines: commands, options, and customers by no. or name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cctui.cli.arguments import FLAGS, VALUED
from cctui.cli.quick import COMPLETING
from cctui.cli.registry import told_commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cctui.cli.registry import CommandTold, OptionTold

_BASH: Final = r"""# bash completion of cctui; in ~/.bashrc:  eval "$(cctui completion bash)"
_cctui() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= place value rest
    COMPREPLY=()
    for ((place = 1; place < COMP_CWORD; place++)); do
        case ${COMP_WORDS[place]} in
            @VALUED@) ((place++)) ;;
            -*) ;;
            *) command=${COMP_WORDS[place]}; break ;;
        esac
    done
    case $command:$before in
        @FILE_OPTIONS@) compopt -o default; return ;;
        @VALUE_OPTIONS@) return ;;
    esac
    if [[ $current == -* ]]; then
        case $command in
@OPTIONS@
        esac
    elif [[ -z $command ]]; then
        COMPREPLY=($(compgen -W '@COMMANDS@' -- "$current"))
    else
        case $command in
            @CUSTOMERS@)
                compopt -o filenames  # which quotes what is put in, as the shell needs it
                while IFS=$'\t' read -r value rest; do
                    COMPREPLY+=("$value")
                done < <(command cctui @COMPLETING@ "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null) ;;
            @FILES@) compopt -o default ;;
        esac
    fi
}
complete -F _cctui cctui
"""
_ZSH: Final = r"""#compdef cctui
# zsh completion of cctui; in ~/.zshrc, after compinit:  eval "$(cctui completion zsh)"
_cctui() {
    local command= line place
    local -a values shown
    for ((place = 2; place < CURRENT; place++)); do
        case ${words[place]} in
            @VALUED@) ((place++)) ;;
            -*) ;;
            *) command=${words[place]}; break ;;
        esac
    done
    case $command:${words[CURRENT-1]} in
        @FILE_OPTIONS@) _files; return ;;
        @VALUE_OPTIONS@) return ;;
    esac
    if [[ ${words[CURRENT]} == -* ]]; then
        case $command in
@OPTIONS@
        esac
    elif [[ -z $command ]]; then
        compadd -- @COMMANDS@
    else
        case $command in
            @CUSTOMERS@)
                while IFS= read -r line; do
                    values+=("${line%%$'\t'*}")
                    shown+=("${line//$'\t'/  }")
                done < <(command cctui @COMPLETING@ "${words[2,CURRENT][@]}" 2>/dev/null)
                compadd -U -l -d shown -a values ;;
            @FILES@) _files ;;
        esac
    fi
}
compdef _cctui cctui
"""
_FISH_HEAD: Final = """# fish completion of cctui; once:  cctui completion fish > ~/.config/fish/completions/cctui.fish
complete -c cctui -f
"""
_FISH_CUSTOMERS: Final = (
    "complete -c cctui -n '__fish_seen_subcommand_from {names}'"
    " -a '(command cctui {completing} (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'\n"
)


def script(shell: str) -> str | None:
    """The script for `bash`, `zsh` or `fish`; None for another shell."""
    made: dict[str, Callable[[], str]] = {
        "bash": lambda: _filled(_BASH, lambda names: f"COMPREPLY=($(compgen -W '{names}' -- \"$current\"))"),
        "zsh": lambda: _filled(_ZSH, lambda names: f"compadd -- {names}"),
        "fish": _fish,
    }
    return made[shell]() if shell in made else None


def _filled(template: str, choose: Callable[[str], str]) -> str:
    every, *commands = told_commands()
    common = [*VALUED, *FLAGS, "--help"]
    options = [
        f"            {command.name or chr(39) * 2}) {choose(' '.join(dict.fromkeys([*_names(command), *common])))} ;;"
        for command in (every, *commands)
    ]
    with_value = [(command, option) for command in (every, *commands) for option in command.options if option.metavar]
    of_file = [f"{_any(command)}:{name}" for command, option in with_value if _is_file(option) for name in option.names]
    of_value = [f"{_any(command)}:{name}" for command, option in with_value for name in option.names]
    return (
        template.replace("@VALUED@", "|".join(VALUED))
        .replace("@FILE_OPTIONS@", "|".join(of_file))
        .replace("@VALUE_OPTIONS@", "|".join(of_value))
        .replace("@OPTIONS@", "\n".join(options))
        .replace("@COMMANDS@", " ".join(command.name for command in commands))
        .replace("@CUSTOMERS@", "|".join(command.name for command in commands if command.takes_customer))
        .replace("@FILES@", "|".join(command.name for command in commands if command.takes_file))
        .replace("@COMPLETING@", COMPLETING)
    )


def _any(command: CommandTold) -> str:
    """The options of the program stand after any command too."""
    return command.name or "*"


def _names(command: CommandTold) -> Iterable[str]:
    return (name for option in command.options for name in option.names)


def _is_file(option: OptionTold) -> bool:
    return option.metavar in {"FILE", "PATH", "FOLDER", "OUT", "URL"}


def _fish() -> str:
    every, *commands = told_commands()
    lines = [_FISH_HEAD]
    lines += [_fish_option("", option) for option in every.options]
    for command in commands:
        lines.append(f"complete -c cctui -n __fish_use_subcommand -a {command.name} -d {_quoted(command.help)}\n")
        lines += [_fish_option(f" -n '__fish_seen_subcommand_from {command.name}'", each) for each in command.options]
        if command.takes_file:
            lines.append(f"complete -c cctui -n '__fish_seen_subcommand_from {command.name}' -F\n")
    names = " ".join(command.name for command in commands if command.takes_customer)
    return "".join([*lines, _FISH_CUSTOMERS.format(names=names, completing=COMPLETING)])


def _fish_option(when: str, option: OptionTold) -> str:
    names = "".join(f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}" for name in option.names)
    value = (" -r -F" if _is_file(option) else " -x") if option.metavar else ""
    return f"complete -c cctui{when}{names}{value} -d {_quoted(option.help)}\n"


def _quoted(text: str) -> str:
    return "'" + " ".join(text.split()).replace("\\", "\\\\").replace("'", "\\'") + "'"
