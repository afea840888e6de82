// The bot of the script on discord.js. What it must do is said in ../script/mod.rs.
'use strict';

const {
  ActionRowBuilder, ApplicationCommandOptionType: Option, ApplicationCommandType, ButtonBuilder, ButtonStyle,
  ChannelSelectMenuBuilder, ChannelType, Client, Events, FileUploadBuilder, GatewayIntentBits, GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel, LabelBuilder, MentionableSelectMenuBuilder, MessageFlags, ModalBuilder,
  RoleSelectMenuBuilder, StringSelectMenuBuilder, TextInputBuilder, TextInputStyle, UserSelectMenuBuilder,
} = require('discord.js');

const url = process.env.DISCORD_URL ?? 'http://127.0.0.1:8080';
const shardCount = Number(process.env.SHARDS ?? 1);
const client = new Client({
  intents: [
    GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.GuildMessageReactions,
    GatewayIntentBits.GuildScheduledEvents,
  ],
  rest: { api: `${url}/api` },
  shards: [...Array(shardCount).keys()],
  shardCount,
});
client.login('bot-token');

const seen = { ready: 0, resumed: 0 };
client.on(Events.ShardReady, () => { seen.ready += 1; });
client.on(Events.ShardResume, () => { seen.resumed += 1; });
client.on(Events.Error, (error) => console.error(error));

const text = (name, more = {}) => ({ type: Option.String, name, description: name, ...more });
const commands = [
  { name: 'hello', description: 'Says hello', options: [
    text('to', { autocomplete: true }),
    { type: Option.User, name: 'person', description: 'A person' },
    { type: Option.Channel, name: 'place', description: 'A channel' },
    { type: Option.Role, name: 'role', description: 'A role' },
    { type: Option.Attachment, name: 'file', description: 'A file' },
  ] },
  ...['menu', 'form', 'slow', 'talk', 'file', 'flood', 'present', 'where']
    .map((name) => ({ name, description: name })),
  { name: 'thread', description: 'Makes a thread', options: [text('name', { required: true })] },
  { name: 'event', description: 'Makes an event', options: [text('name', { required: true })] },
  { name: 'members', description: 'Finds members', options: [text('starts', { required: true })] },
  { type: ApplicationCommandType.User, name: 'Greet' },
  { type: ApplicationCommandType.Message, name: 'Quote' },
  { type: ApplicationCommandType.Message, name: 'React' },
];
client.once(Events.ClientReady, () => client.application.commands.set(commands));

const row = (...parts) => new ActionRowBuilder().addComponents(...parts);
const button = (id, label) => new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Primary);
const content = async (file) => `${file.name}: ${await (await fetch(file.url)).text()}`;
const ephemeral = (content, more = {}) => ({ content, flags: MessageFlags.Ephemeral, ...more });

const answers = {
  async hello(interaction) {
    const { options } = interaction;
    const words = [`Hello ${options.getString('to') ?? 'you'}`];
    if (options.getUser('person')) words.push(options.getUser('person').username);
    if (options.getChannel('place')) words.push(`#${options.getChannel('place').name}`);
    if (options.getRole('role')) words.push(`@${options.getRole('role').name}`);
    const file = options.getAttachment('file');
    if (file) words.push(await content(file));
    const components = [row(button('again', 'Again'), button('write', 'Write'))];
    await interaction.reply(ephemeral(words.join(', '), { components }));
  },
  async menu(interaction) {
    const option = (value) => ({ label: value, value });
    await interaction.reply({ content: 'Choose', components: [
      row(new StringSelectMenuBuilder().setCustomId('word').setPlaceholder('Word').setMaxValues(2)
        .addOptions(['one', 'two', 'three'].map(option))),
      row(new UserSelectMenuBuilder().setCustomId('person').setPlaceholder('Person')),
      row(new RoleSelectMenuBuilder().setCustomId('role').setPlaceholder('Role')),
      row(new MentionableSelectMenuBuilder().setCustomId('anyone').setPlaceholder('Anyone').setMaxValues(2)),
      row(new ChannelSelectMenuBuilder().setCustomId('place').setPlaceholder('Place')
        .setChannelTypes(ChannelType.GuildText)),
    ] });
  },
  async form(interaction) {
    await interaction.showModal(new ModalBuilder().setCustomId('form').setTitle('A form').addLabelComponents(
      new LabelBuilder().setLabel('Name').setDescription('Yours').setTextInputComponent(
        new TextInputBuilder().setCustomId('name').setStyle(TextInputStyle.Short)),
      new LabelBuilder().setLabel('Colour').setStringSelectMenuComponent(
        new StringSelectMenuBuilder().setCustomId('colour').addOptions(
          { label: 'Red', value: 'red' }, { label: 'Blue', value: 'blue' })),
      new LabelBuilder().setLabel('Friend').setUserSelectMenuComponent(
        new UserSelectMenuBuilder().setCustomId('friend')),
      new LabelBuilder().setLabel('Proof').setFileUploadComponent(new FileUploadBuilder().setCustomId('proof')),
    ));
  },
  async slow(interaction) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply('It took its time');
  },
  async talk(interaction) {
    await interaction.reply({ content: 'First', components: [row(button('later', 'Later'), button('forget', 'Forget'))] });
    const first = await interaction.fetchReply();
    await interaction.editReply(`${first.content}, edited`);
    const second = await interaction.followUp('Second');
    await interaction.editReply({ message: second, content: 'Second, edited' });
    const third = await interaction.followUp('Third');
    await interaction.deleteReply(third);
    await interaction.followUp('Done');
  },
  async file(interaction) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const files = [{ attachment: Buffer.from('one,two'), name: 'list.txt' }];
    const sent = await interaction.editReply({ content: 'Here', files });
    const again = await fetch(sent.attachments.first().url);
    await interaction.editReply(`Here is ${await again.text()}`);
  },
  async flood(interaction) {
    await interaction.reply(ephemeral('here they come'));
    for (let number = 0; number < 7; number += 1) {
      await interaction.channel.send(`message ${number}`);
    }
  },
  async present(interaction) {
    client.user.setPresence({ status: 'idle', activities: [{ name: 'with points' }] });
    await interaction.channel.sendTyping();
    await interaction.reply(ephemeral('present'));
  },
  async where(interaction) {
    const guilds = client.guilds.cache.filter((guild) => guild.shardId === interaction.guild.shardId);
    const names = guilds.map((guild) => guild.name).sort().join(', ');
    await interaction.reply(ephemeral(
      `shard ${interaction.guild.shardId} of ${shardCount}: ${names}; ready ${seen.ready}, resumed ${seen.resumed}`));
  },
  async thread(interaction) {
    const thread = await interaction.channel.threads.create({ name: interaction.options.getString('name') });
    await thread.send('Welcome');
    await interaction.reply(ephemeral(`made ${thread.name}`));
  },
  async event(interaction) {
    const { scheduledEvents } = interaction.guild;
    await scheduledEvents.create({
      name: interaction.options.getString('name'),
      entityType: GuildScheduledEventEntityType.External,
      entityMetadata: { location: 'Town hall' },
      privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
      scheduledStartTime: Date.now() + 3_600_000,
      scheduledEndTime: Date.now() + 7_200_000,
    });
    const names = (await scheduledEvents.fetch()).map((event) => event.name);
    await interaction.reply(ephemeral(`events: ${names.join(', ')}`));
  },
  async members(interaction) {
    const found = await interaction.guild.members.fetch({ query: interaction.options.getString('starts'), limit: 10 });
    await interaction.reply(ephemeral(`found ${found.map((member) => member.user.username).sort().join(', ')}`));
  },
  async Greet(interaction) {
    await interaction.reply(ephemeral(`Greetings to ${interaction.targetUser.username}`));
  },
  async Quote(interaction) {
    await interaction.reply(ephemeral(`> ${interaction.targetMessage.content}`));
  },
  async React(interaction) {
    await interaction.targetMessage.react('👍');
    await interaction.reply(ephemeral('reacted'));
  },
};

async function pressed(interaction) {
  switch (interaction.customId) {
    case 'again': return interaction.update({ content: 'Hello again', components: [] });
    case 'write': return interaction.showModal(new ModalBuilder().setCustomId('letter').setTitle('A letter')
      .addComponents(row(new TextInputBuilder().setCustomId('text').setLabel('Text').setStyle(TextInputStyle.Paragraph))));
    case 'later':
      await interaction.deferUpdate();
      return interaction.editReply('Later it is');
    default:
      await interaction.deferUpdate();
      return interaction.deleteReply();
  }
}

async function chosen(interaction) {
  const names = {
    word: () => interaction.values,
    person: () => interaction.users.map((user) => user.username),
    role: () => interaction.roles.map((role) => role.name),
    anyone: () => [...interaction.users.map((user) => user.username), ...interaction.roles.map((role) => role.name)],
    place: () => interaction.channels.map((channel) => channel.name),
  }[interaction.customId]();
  await interaction.update(`${interaction.customId}: ${names.join(', ')}`);
}

async function submitted(interaction) {
  const { fields } = interaction;
  if (interaction.customId === 'letter') {
    return interaction.reply(ephemeral(`You wrote ${fields.getTextInputValue('text')}`));
  }
  const [colour] = fields.getStringSelectValues('colour');
  const friend = fields.getSelectedUsers('friend').first().username;
  const proof = await content(fields.getUploadedFiles('proof').first());
  return interaction.reply(ephemeral(`${fields.getTextInputValue('name')}, ${colour}, ${friend}, ${proof}`));
}

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    await interaction.respond([{ name: `Contoso for ${typed}`, value: 'Contoso' }]);
  } else if (interaction.isCommand()) await answers[interaction.commandName](interaction);
  else if (interaction.isButton()) await pressed(interaction);
  else if (interaction.isAnySelectMenu()) await chosen(interaction);
  else if (interaction.isModalSubmit()) await submitted(interaction);
});
client.on(Events.MessageReactionAdd, async (reaction, user) => {
  if (user.id !== client.user.id) await reaction.message.channel.send(`${user.id} reacted ${reaction.emoji.name}`);
});
client.on(Events.ThreadCreate, async (thread) => {
  if (thread.ownerId !== client.user.id) await thread.send(`I see ${thread.name}`);
});
