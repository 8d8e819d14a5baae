/**
 * Reads one gloss of every eight of WordNet, about 5000 words at a time, and answers questions from the note that is left at the end. Build first:
 * mpc compile examples/mem-agent/mem_agent.mp --out out/mem_agent
 */
import { conclude, openChecked } from '../support/checked.js';
import { closedBookModel, END, joined, readCorpus } from '../support/corpus.js';
import { memAgentHost, read } from './read.js';
import { QUESTIONS } from './questions.js';

const corpus = readCorpus(8);
const text = joined(corpus.passages).filter((w) => w !== END);
const host = memAgentHost(corpus, closedBookModel(corpus));
console.log(`a text of ${text.length} words`);

const asked = process.argv.slice(2);
for (const question of asked.length > 0 ? asked : QUESTIONS) {
  const method = await openChecked('mem-agent', 'mem_agent', host); // a request of its own, with an empty note
  const { answer, chunks } = await read(question, text, method.step, corpus);
  console.log(`\n${question}\n  ${answer}`);
  conclude(method, chunks);
  await method.close();
}
