### Where a group lives in Discord: how its shout-outs look there, and what is gone.

preview-title = -# This is how a shout-out of this group looks:
preview-partner = A company
preview-reason = An evening on backups that was no sales pitch, and pizza for all
