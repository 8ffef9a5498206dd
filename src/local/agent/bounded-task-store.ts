import type { ListTasksRequest, ListTasksResponse, Task } from '@a2a-js/sdk';
import type { TaskStore } from '@a2a-js/sdk/server';

const mostTasks = 1000;

/** The last 1,000 tasks. Whoever has the key may see all: there is one key. */
export class BoundedTaskStore implements TaskStore {
  readonly #tasks = new Map<string, Task>();

  async save(task: Task): Promise<void> {
    this.#tasks.delete(task.id);
    this.#tasks.set(task.id, structuredClone(task));
    const [oldest] = this.#tasks.keys();
    if (this.#tasks.size > mostTasks && oldest !== undefined) this.#tasks.delete(oldest);
  }

  async load(taskId: string): Promise<Task | undefined> {
    return structuredClone(this.#tasks.get(taskId));
  }

  /** All that fit as one page. */
  async list({ contextId, status }: ListTasksRequest): Promise<ListTasksResponse> {
    const fits = (task: Task) => (!contextId || task.contextId === contextId) && (!status || task.status?.state === status);
    const tasks = [...this.#tasks.values()].filter(fits).map((task) => structuredClone(task));
    return { tasks, nextPageToken: '', pageSize: tasks.length, totalSize: tasks.length };
  }
}
