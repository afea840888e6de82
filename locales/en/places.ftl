### Where a group lives in Discord: how its shout-outs look there, and what is gone.

preview-title = -# This is how a shout-out of this group looks:
preview-partner = A company
preview-reason = An evening on backups that was no sales pitch, and pizza for all
record-place-gone = Gone from Discord
purpose-gone = A note that a place is gone
gone-shout-outs = ⚠️ The channel in which shout-outs of **{ $group }** appeared was removed. They wait until somebody who manages the server chooses another one with `/setup`.
gone-leaders = ⚠️ The channel of those who lead **{ $group }** was removed. Somebody who manages its server can choose another one with `/setup`; until then awards that wait are found under `/allocation`.
gone-requests = ⚠️ The channel in which **{ $group }** asked for help was removed. Requests appear where the shout-outs do until somebody who manages the server chooses another one with `/setup`.
gone-role = ⚠️ A role that led **{ $group }** was removed, so nobody leads it by that role any more. Somebody who manages the server can choose others with `/setup`.
gone-server = **{ $group }** has ended: I was removed from its server more than { $days ->
        [one] { $days } day
       *[other] { $days } days
    } ago. It gives no more points, nobody leads it, and what it gave stays.
