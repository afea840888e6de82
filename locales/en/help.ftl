### What somebody may do here. What a command does is said by its own description.

help-title = ### { $program }: thanks that count
help-first = No group of this server takes part yet. Propose one with { $setup }: name, leaders, channel. The program's staff approve it; then it has points to say thanks with.
help-first-other = No group of this server takes part yet. Whoever manages the server can propose one with { $setup }.
help-leader = **You lead** { $groups }
help-report = In the menu of a shout-out: tell staff what is wrong with it
help-correct = In the menu of a shout-out: put right what was given, or take it back
help-representative = **You represent** { $partners }
help-manager = **You manage this server**
help-staff = **You are staff of the program**
help-all = **Everybody** · and press 👏 on a shout-out
help-elsewhere = There is more in servers whose groups take part: type `/help` there.
outdated = That is from an older version of me. Type the command again; `/help` shows what there is.
