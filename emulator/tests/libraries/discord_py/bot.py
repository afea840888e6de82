"""The bot of the script on discord.py. What it must do is said in ../script/mod.rs."""

import datetime
import io
import os

import discord
import discord.gateway
import discord.http
import yarl
from discord import app_commands, ui

url = os.environ.get("DISCORD_URL", "http://127.0.0.1:8080")
discord.http.Route.BASE = f"{url}/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url.replace("http", "ws", 1))

shards = int(os.environ.get("SHARDS", "1"))
seen = {"ready": 0, "resumed": 0}


class Bot(discord.AutoShardedClient):
    def __init__(self):
        intents = discord.Intents.default()
        super().__init__(intents=intents, shard_count=shards)
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self):
        await self.tree.sync()

    async def on_shard_ready(self, shard):
        seen["ready"] += 1

    async def on_shard_resumed(self, shard):
        seen["resumed"] += 1

    async def on_raw_reaction_add(self, payload):
        if payload.user_id != self.user.id:
            await self.get_channel(payload.channel_id).send(f"{payload.user_id} reacted {payload.emoji.name}")

    async def on_thread_create(self, thread):
        if thread.owner_id != self.user.id:
            await thread.send(f"I see {thread.name}")


bot = Bot()


async def whisper(interaction, content, **more):
    await interaction.response.send_message(content, ephemeral=True, **more)


class Letter(ui.Modal, title="A letter"):
    text = ui.TextInput(label="Text", style=discord.TextStyle.paragraph)

    async def on_submit(self, interaction):
        await whisper(interaction, f"You wrote {self.text.value}")


class Form(ui.Modal, title="A form"):
    name = ui.Label(text="Name", description="Yours", component=ui.TextInput())
    colour = ui.Label(text="Colour", component=ui.Select(options=[
        discord.SelectOption(label="Red", value="red"), discord.SelectOption(label="Blue", value="blue")]))
    friend = ui.Label(text="Friend", component=ui.UserSelect())
    proof = ui.Label(text="Proof", component=ui.FileUpload())

    async def on_submit(self, interaction):
        parts = [self.name.component.value, self.colour.component.values[0], self.friend.component.values[0].name]
        proof = self.proof.component.values[0]
        await whisper(interaction, ", ".join(parts + [f"{proof.filename}: {(await proof.read()).decode()}"]))


class Hello(ui.View):
    @ui.button(label="Again", style=discord.ButtonStyle.primary)
    async def again(self, interaction, _):
        await interaction.response.edit_message(content="Hello again", view=None)

    @ui.button(label="Write", style=discord.ButtonStyle.primary)
    async def write(self, interaction, _):
        await interaction.response.send_modal(Letter())


class Menu(ui.View):
    async def chosen(self, interaction, select, names):
        await interaction.response.edit_message(content=f"{select.placeholder.lower()}: {', '.join(names)}")

    @ui.select(placeholder="Word", max_values=2, options=[
        discord.SelectOption(label=word) for word in ("one", "two", "three")])
    async def word(self, interaction, select):
        await self.chosen(interaction, select, select.values)

    @ui.select(cls=ui.UserSelect, placeholder="Person")
    async def person(self, interaction, select):
        await self.chosen(interaction, select, [user.name for user in select.values])

    @ui.select(cls=ui.RoleSelect, placeholder="Role")
    async def role(self, interaction, select):
        await self.chosen(interaction, select, [role.name for role in select.values])

    @ui.select(cls=ui.MentionableSelect, placeholder="Anyone", max_values=2)
    async def anyone(self, interaction, select):
        people = [one.name for one in select.values if not isinstance(one, discord.Role)]
        await self.chosen(interaction, select, people + [one.name for one in select.values if isinstance(one, discord.Role)])

    @ui.select(cls=ui.ChannelSelect, placeholder="Place", channel_types=[discord.ChannelType.text])
    async def place(self, interaction, select):
        await self.chosen(interaction, select, [channel.name for channel in select.values])


class Talk(ui.View):
    @ui.button(label="Later", style=discord.ButtonStyle.primary)
    async def later(self, interaction, _):
        await interaction.response.defer()
        await interaction.edit_original_response(content="Later it is")

    @ui.button(label="Forget", style=discord.ButtonStyle.primary)
    async def forget(self, interaction, _):
        await interaction.response.defer()
        await interaction.delete_original_response()


@bot.tree.command(description="Says hello")
async def hello(interaction, to: str = None, person: discord.User = None, place: discord.TextChannel = None,
                role: discord.Role = None, file: discord.Attachment = None):
    words = [f"Hello {to or 'you'}"]
    if person:
        words.append(person.name)
    if place:
        words.append(f"#{place.name}")
    if role:
        words.append(f"@{role.name}")
    if file:
        words.append(f"{file.filename}: {(await file.read()).decode()}")
    await whisper(interaction, ", ".join(words), view=Hello())


@hello.autocomplete("to")
async def partners(interaction, typed: str):
    return [app_commands.Choice(name=f"Contoso for {typed}", value="Contoso")]


@bot.tree.command(description="menu")
async def menu(interaction):
    await interaction.response.send_message("Choose", view=Menu())


@bot.tree.command(description="form")
async def form(interaction):
    await interaction.response.send_modal(Form())


@bot.tree.command(description="slow")
async def slow(interaction):
    await interaction.response.defer(ephemeral=True)
    await interaction.edit_original_response(content="It took its time")


@bot.tree.command(description="talk")
async def talk(interaction):
    await interaction.response.send_message("First", view=Talk())
    first = await interaction.original_response()
    await interaction.edit_original_response(content=f"{first.content}, edited")
    second = await interaction.followup.send("Second", wait=True)
    await second.edit(content="Second, edited")
    third = await interaction.followup.send("Third", wait=True)
    await third.delete()
    await interaction.followup.send("Done")


@bot.tree.command(description="file")
async def file(interaction):
    await interaction.response.defer(ephemeral=True)
    files = [discord.File(io.BytesIO(b"one,two"), "list.txt")]
    sent = await interaction.edit_original_response(content="Here", attachments=files)
    again = await sent.attachments[0].read()
    await interaction.edit_original_response(content=f"Here is {again.decode()}")


@bot.tree.command(description="flood")
async def flood(interaction):
    await whisper(interaction, "here they come")
    for number in range(7):
        await interaction.channel.send(f"message {number}")


@bot.tree.command(description="present")
async def present(interaction):
    await bot.change_presence(status=discord.Status.idle, activity=discord.Game("with points"))
    await interaction.channel.typing()
    await whisper(interaction, "present")


@bot.tree.command(description="where")
async def where(interaction):
    shard = interaction.guild.shard_id
    names = sorted(guild.name for guild in bot.guilds if guild.shard_id == shard)
    told = f"ready {seen['ready']}, resumed {seen['resumed']}"
    await whisper(interaction, f"shard {shard} of {bot.shard_count}: {', '.join(names)}; {told}")


@bot.tree.command(description="Makes a thread")
async def thread(interaction, name: str):
    made = await interaction.channel.create_thread(name=name, type=discord.ChannelType.public_thread)
    await made.send("Welcome")
    await whisper(interaction, f"made {made.name}")


@bot.tree.command(description="Makes an event")
async def event(interaction, name: str):
    start = discord.utils.utcnow() + datetime.timedelta(hours=1)
    await interaction.guild.create_scheduled_event(
        name=name, start_time=start, end_time=start + datetime.timedelta(hours=1), location="Town hall",
        entity_type=discord.EntityType.external, privacy_level=discord.PrivacyLevel.guild_only)
    names = [event.name for event in await interaction.guild.fetch_scheduled_events()]
    await whisper(interaction, f"events: {', '.join(names)}")


@bot.tree.command(description="Finds members")
async def members(interaction, starts: str):
    found = await interaction.guild.query_members(starts, limit=10)
    await whisper(interaction, f"found {', '.join(sorted(member.name for member in found))}")


@bot.tree.context_menu(name="Greet")
async def greet(interaction, user: discord.User):
    await whisper(interaction, f"Greetings to {user.name}")


@bot.tree.context_menu(name="Quote")
async def quote(interaction, message: discord.Message):
    await whisper(interaction, f"> {message.content}")


@bot.tree.context_menu(name="React")
async def react(interaction, message: discord.Message):
    await message.add_reaction("👍")
    await whisper(interaction, "reacted")


bot.run("bot-token", root_logger=True)
