'use strict';
// An intake bot as an organisation might write it: the Bot Framework SDK and nothing of the gateway's. It asks two questions and hands over.
const http = require('node:http');
const {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  EventFactory,
  MemoryStorage,
  MessageFactory,
} = require('botbuilder');
const { ChoicePrompt, DialogSet, WaterfallDialog } = require('botbuilder-dialogs');

const state = new ConversationState(new MemoryStorage());
const dialogs = new DialogSet(state.createProperty('dialog'));
dialogs.add(new ChoicePrompt('choice'));
dialogs.add(
  new WaterfallDialog('intake', [
    (step) =>
      step.prompt('choice', {
        prompt: '今日は、どんなことを話したいですか?',
        retryPrompt: 'すみません、下から選んでいただけますか?「その他」でも大丈夫です。',
        choices: ['学校', '仕事', '家族', 'その他'],
      }),
    (step) => {
      step.values.topic = step.result.value;
      return step.prompt('choice', { prompt: '年代を教えていただけますか?', choices: ['10代', '20代', '30代以上', '言わない'] });
    },
    async (step) => {
      await step.context.sendActivity({ type: 'event', name: 'facts', value: { topics: step.values.topic, age: step.result.value } });
      await step.context.sendActivity('ありがとうございます。相談員をお待ちください。');
      await step.context.sendActivity(EventFactory.createHandoffInitiation(step.context, { topic: step.values.topic }));
      return step.endDialog();
    },
  ]),
);

class Intake extends ActivityHandler {
  constructor() {
    super();
    this.onMembersAdded(async (context, next) => {
      for (const member of context.activity.membersAdded) {
        if (member.id !== context.activity.recipient.id) await context.sendActivity(MessageFactory.text('こんにちは。受付のボットです。'));
      }
      await next();
    });
    this.onMessage(async (context, next) => {
      const { text } = context.activity;
      // So that a test can make it a bad bot.
      if (text === 'bot:slow') await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
      if (text === 'bot:fail') throw new Error('as asked');
      await context.sendActivity({ type: 'typing' });
      const turn = await dialogs.createContext(context);
      if ((await turn.continueDialog()).status === 'empty') await turn.beginDialog('intake');
      await next();
    });
    this.onEvent(async (context, next) => {
      console.log(`event ${context.activity.name} ${context.activity.value?.state}`);
      await next();
    });
    this.onEndOfConversation(async (context, next) => {
      console.log('over');
      await next();
    });
  }

  async run(context) {
    await super.run(context);
    await state.saveChanges(context);
  }
}

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(process.env));
adapter.onTurnError = async (_, error) => {
  console.error(`turn failed: ${error.message}`);
  // Whoever swallows it here would be taken for a bot that has nothing to say.
  throw error;
};
const bot = new Intake();

// What a web framework does for a bot elsewhere.
const server = http.createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  response.status = (code) => {
    response.statusCode = code;
    return response;
  };
  response.send = (body) => {
    if (body !== undefined) response.setHeader('content-type', 'application/json');
    return response.end(body === undefined ? '' : JSON.stringify(body));
  };
  response.header = (name, value) => response.setHeader(name, value);
  if (request.url !== '/api/messages') return response.status(404).end();
  try {
    request.body = JSON.parse(Buffer.concat(parts).toString() || '{}');
    await adapter.process(request, response, (context) => bot.run(context));
  } catch (error) {
    if (!response.writableEnded) response.status(error.statusCode || 500).end();
  }
});
server.listen(Number(process.env.PORT || 3978), '127.0.0.1', () => console.log(`listening ${server.address().port}`));
