### The wall on the web.

name-option-on-the-wall = sur-le-mur
option-partner-on-the-wall = Si faux : votre entreprise n’est pas sur le mur du programme sur le Web
