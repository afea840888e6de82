### Ce qu’on peut faire ici. La description d’une commande dit ce qu’elle fait.

help-title = ### { $program } : des mercis qui comptent
help-first = Aucun groupe de ce serveur ne participe encore. Proposez-en un avec { $setup } : nom, responsables, salon. L’équipe du programme l’approuve ; il a alors des points pour dire merci.
help-first-other = Aucun groupe de ce serveur ne participe encore. Les personnes qui gèrent le serveur peuvent en proposer un avec { $setup }.
help-leader = **Vous dirigez** { $groups }
help-report = Dans le menu d’un coup de chapeau : dire à l’équipe ce qui ne va pas
help-correct = Dans le menu d’un coup de chapeau : corriger ce qui a été donné, ou l’annuler
help-representative = **Vous représentez** { $partners }
help-manager = **Vous gérez ce serveur**
help-staff = **Vous faites partie de l’équipe du programme**
help-all = **Tout le monde** · et appuyez sur 👏 sous un coup de chapeau
help-elsewhere = Il y a plus à faire dans les serveurs dont les groupes participent : tapez-y `/help`.
outdated = Cela date d’une version antérieure. Tapez de nouveau la commande ; `/help` montre ce qui existe.
