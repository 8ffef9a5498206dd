import { Project } from './project.ts';
import type { Quotas } from './quotas.ts';

/** The projects of one endpoint, by name. The first has an empty one; others are made when they are first named. */
export class Projects {
  readonly #quotas: Quotas;
  readonly #projects = new Map<string, Project>();

  constructor(quotas: Quotas) {
    this.#quotas = quotas;
  }

  get all(): readonly Project[] {
    return [...this.#projects.values()];
  }

  named(name: string): Project {
    const project = this.#projects.get(name) ?? new Project(name, this.#quotas);
    this.#projects.set(name, project);
    return project;
  }
}
