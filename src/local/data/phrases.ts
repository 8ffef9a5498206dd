/** What sales calls are about. `{account}`, `{industry}`, `{contact}`, `{number}`, `{month}` and `{product}` are filled in. */
export interface Topic {
  readonly name: string;
  readonly titles: readonly string[];
  readonly seller: readonly string[];
  readonly customer: readonly string[];
}

export const topics: readonly Topic[] = [
  {
    name: 'pricing',
    titles: ['Pricing review with {account}', 'Quote walkthrough: {account}'],
    seller: [
      'The quote covers {number} seats of {product}, and the volume discount starts at the next tier.',
      'If you commit for three years, I can ask finance to hold the price until {month}.',
      'Let me send the revised proposal with the discount and the payment terms on one page.',
    ],
    customer: [
      'Your price is about {number} percent above our budget, so procurement will push back.',
      'We want to pay quarterly, and the invoice has to show the cost per seat.',
      'What discount do we get when the whole {industry} group signs?',
    ],
  },
  {
    name: 'security',
    titles: ['Security questionnaire, {account}', 'Compliance review for {account}'],
    seller: [
      'The SOC 2 report and the penetration test summary are in the trust portal.',
      'Data is encrypted at rest, and you can bring your own key from {month} on.',
      'Single sign-on with SAML is included, and audit logs are kept for {number} days.',
    ],
    customer: [
      'Our security team sent {number} questions about encryption and access control.',
      'We cannot go live before the penetration test findings are closed.',
      'Who at your company can read our call recordings, and is that access logged?',
    ],
  },
  {
    name: 'onboarding',
    titles: ['Kick-off with {account}', 'Onboarding plan for {account}'],
    seller: [
      'The first workshop is for administrators, then {number} users join in the second week.',
      'I will set up a sandbox so that your team can try {product} before the launch in {month}.',
      'Your onboarding manager shares a checklist and meets you every Tuesday.',
    ],
    customer: [
      'We have {number} people to train and only two administrators.',
      'The launch date in {month} is fixed, because the old contract ends then.',
      'Can the training be recorded for the night shift?',
    ],
  },
  {
    name: 'renewal',
    titles: ['Renewal discussion, {account}', '{account}: contract renewal'],
    seller: [
      'Your contract ends in {month}, so I would like to agree on the renewal this quarter.',
      'Usage of {product} grew by {number} percent, which is why I suggest the larger plan.',
      'If we renew early, the current rate stays for the whole term.',
    ],
    customer: [
      'We are happy, but the renewal has to pass the board in {month}.',
      'Half of the seats were not used, so we would rather renew for {number} people.',
      'Another vendor offered us a cheaper contract last week.',
    ],
  },
  {
    name: 'integration',
    titles: ['Integration workshop with {account}', 'API questions from {account}'],
    seller: [
      'The API allows {number} requests a minute, and webhooks cover the rest.',
      'Our connector writes to Snowflake every hour, so your analysts need no export.',
      'I will invite a solution engineer who has connected {product} to the same CRM.',
    ],
    customer: [
      'The webhook delivery failed {number} times last night, and nobody was told.',
      'We need the integration with our CRM before the rollout in {month}.',
      'Does the API return the transcript together with the speaker names?',
    ],
  },
  {
    name: 'support',
    titles: ['Support escalation: {account}', 'Open tickets review with {account}'],
    seller: [
      'The outage on Monday lasted {number} minutes, and the incident report is ready.',
      'I escalated the ticket, and an engineer calls you this afternoon.',
      'With the premium plan a support engineer answers within one hour.',
    ],
    customer: [
      'We opened {number} tickets in {month}, and four of them are still waiting.',
      'When {product} was down, our support team could not see any history.',
      'Please give us one contact person for escalations.',
    ],
  },
  {
    name: 'roadmap',
    titles: ['Roadmap session with {account}', 'Product feedback from {account}'],
    seller: [
      'The forecast feature enters beta in {month}, and you are welcome to join.',
      'More than {number} customers voted for that request, so it is on the roadmap.',
      'I will note your feedback for the product manager of {product}.',
    ],
    customer: [
      'Without mobile support our field team will not use the product.',
      'We asked for the forecast feature {number} months ago.',
      'When does the roadmap bring better search over old recordings?',
    ],
  },
  {
    name: 'competition',
    titles: ['Evaluation call with {account}', 'Vendor comparison: {account}'],
    seller: [
      'In the side-by-side trial our answers were correct {number} percent more often.',
      'Most {industry} customers compared three vendors and chose us for the search quality.',
      'I can arrange a reference call with a customer who switched in {month}.',
    ],
    customer: [
      'The competitor promises the same result for {number} percent less.',
      'We evaluate three vendors and decide in {month}.',
      'Why should we choose {product} and not build it ourselves?',
    ],
  },
  {
    name: 'migration',
    titles: ['Data migration planning, {account}', 'Migration status with {account}'],
    seller: [
      'The import moves {number} thousand records a day, so the weekend is enough.',
      'We keep the old system readable until the reconciliation shows no difference.',
      'A migration engineer checks the duplicates with you in {month}.',
    ],
    customer: [
      'Our old warehouse has {number} tables, and half of them have no owner.',
      'We lost records in the last migration, so I want a count for every table.',
      'Can the recordings of the past years be imported into {product}?',
    ],
  },
  {
    name: 'legal',
    titles: ['Contract redlines with {account}', 'Legal review: {account}'],
    seller: [
      'Our lawyers accept the liability cap, and the redlines come back in {number} days.',
      'The data processing agreement lists every subprocessor and its region.',
      'I ask for the signature in {month}, so that the start date holds.',
    ],
    customer: [
      'Legal wants the contract under our local law, with a notice period of {number} days.',
      'The data has to stay in the region, that is not negotiable.',
      'Please change the termination clause before we sign.',
    ],
  },
  {
    name: 'adoption',
    titles: ['Adoption check-in with {account}', 'Quarterly business review, {account}'],
    seller: [
      'Only {number} of your managers open the weekly digest, so coaching is the next step.',
      'Teams that review two calls a week close deals faster.',
      'I prepared the usage report for {product} since {month}.',
    ],
    customer: [
      'Our managers like the coaching view, but the sellers forget to use it.',
      'We had {number} active users in {month}, fewer than planned.',
      'Can you show the adoption of every team on one dashboard?',
    ],
  },
  {
    name: 'analytics',
    titles: ['Reporting workshop with {account}', 'Dashboard review, {account}'],
    seller: [
      'The dashboard compares the pipeline of {month} with the quarter before.',
      'You can schedule the report for {number} people and export it to the warehouse.',
      'Sentiment is measured for every speaker, and the trend is on the first page.',
    ],
    customer: [
      'The numbers in the dashboard differ by {number} percent from our warehouse.',
      'Our board wants a forecast report on the first day of {month}.',
      'How do you calculate the sentiment of a call?',
    ],
  },
];

export const openings: readonly string[] = [
  'Thanks for joining, {contact}. I would like to use the time for {topic}, and leave ten minutes for questions.',
  'Good to see you again, {contact}. Last time we stopped at {topic}, so let us start there.',
  'Hello {contact}, thank you for the agenda. For {account} the main point today is {topic}, right?',
];

export const closings: readonly string[] = [
  'That works for us. Please send the summary to {contact}, and let us talk again in {month}.',
  'Good, then the next step is on our side. We answer before the end of {month}.',
  'I have to discuss this with my team in {industry} operations, but it sounds right.',
];

export const products: readonly string[] = ['Sophia Insights', 'Sophia Coach', 'Sophia Forecast', 'Sophia Search'];

export const months: readonly string[] = ['November', 'December', 'January', 'February', 'March', 'April'];

export const industries: readonly string[] = [
  'Healthcare',
  'Financial Services',
  'Manufacturing',
  'Retail',
  'Logistics',
  'Energy',
  'Education',
  'Software',
];

export const accountStems: readonly string[] = [
  'Alder', 'Brightwater', 'Cobalt', 'Dunmore', 'Eastgate', 'Fairhaven', 'Granite', 'Harbor', 'Ironwood', 'Juniper',
  'Kestrel', 'Lakeside', 'Meridian', 'Northwind', 'Oakmont', 'Pinecrest', 'Quarry', 'Redstone', 'Silverline', 'Tamarack',
  'Upland', 'Vantage', 'Westbrook', 'Yarrow', 'Zephyr',
]; // prettier-ignore

export const accountForms: readonly string[] = [
  'Group', 'Systems', 'Partners', 'Holdings', 'Labs', 'Works', 'Networks', 'Services', 'Supply', 'Collective', 'Industries', 'Union',
]; // prettier-ignore

export const firstNames: readonly string[] = [
  'Amara', 'Ben', 'Chiara', 'Daniel', 'Elif', 'Farid', 'Grace', 'Hiro', 'Ines', 'Jonas', 'Kavya', 'Liam', 'Mei', 'Noor', 'Olga',
  'Pablo', 'Quentin', 'Rosa', 'Sven', 'Tara',
]; // prettier-ignore

export const sellers: readonly string[] = [
  'Anna Berg', 'Carlos Diaz', 'Emily Stone', 'Jamal Wright', 'Katrin Vogel', 'Marco Rossi', 'Priya Nair', 'Tom Becker',
]; // prettier-ignore
