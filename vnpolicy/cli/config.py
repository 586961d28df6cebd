"""`vnpolicy config`."""

from __future__ import annotations

import typer

from vnpolicy.cli.options import Settings, command


@command
def run(ctx: typer.Context, settings: Settings) -> None:
    """What each option is set to, and where it was set.

    An option that is not given on the command line comes from the environment (VNPOLICY_LANG for --lang,
    VNPOLICY_TEXT_COLUMN for --text-column), else from the file vnpolicy.toml in the current folder, else from
    your own vnpolicy.toml, on Linux in ~/.config/vnpolicy/. A line of the file is lang = "vi" or jobs = 2.

    Examples:
      vnpolicy config
      VNPOLICY_LANG=vi vnpolicy config -f json
      echo 'corpus = "policy.db"' >> vnpolicy.toml; vnpolicy config
    """
    from vnpolicy.cli.configuration import OPTIONS, configured
    from vnpolicy.cli.options import locale_of_user
    from vnpolicy.jobs import cores
    from vnpolicy.model import Table, Value
    from vnpolicy.show.output import write_table

    output = settings.to()
    values: dict[str, Value] = {name: getattr(settings, name) for name in OPTIONS}
    values |= {"corpus": str(settings.corpus), "format": output.chosen(), "lang": output.lang}
    values["jobs"] = settings.jobs or cores()
    origins = {name: setting.origin for name, setting in configured().items()}
    for name in OPTIONS:
        source = ctx.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            origins[name] = "command line"
    if locale_of_user():
        origins.setdefault("lang", "locale")
    rows: list[tuple[Value, ...]] = []
    for name, value in values.items():
        shown = ("no", "yes")[value] if isinstance(value, bool) else value
        rows.append((name.replace("_", "-"), shown, origins.get(name, "default")))
    write_table(Table("config", ("option", "value", "from"), rows), output)
