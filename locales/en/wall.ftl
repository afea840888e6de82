### The wall on the web.

name-option-on-the-wall = on-the-wall
option-partner-on-the-wall = False: your company isn't on the program's wall on the web
