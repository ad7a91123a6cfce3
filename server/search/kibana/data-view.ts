import { INDEX_PATTERN } from '../target/templates';

export const DATA_VIEW_ID = 'hearth-readings';

/** What Kibana and OpenSearch Dashboards import. */
export interface SavedObject {
  readonly type: 'index-pattern' | 'visualization' | 'dashboard';
  readonly id: string;
  readonly attributes: object;
  readonly references: readonly { readonly type: string; readonly id: string; readonly name: string }[];
}

export const DATA_VIEW: SavedObject = {
  type: 'index-pattern',
  id: DATA_VIEW_ID,
  attributes: { title: INDEX_PATTERN, timeFieldName: '@timestamp' },
  references: [],
};
