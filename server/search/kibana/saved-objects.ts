import { INDEX_PATTERN } from '../target/templates';
import { DATA_VIEW, type SavedObject } from './data-view';
import { DASHBOARDS, type Dashboard, type Panel } from './panels';

const COLUMNS = 48;
const ROWS = 15;

/** Data view and dashboards, as Kibana and OpenSearch Dashboards import them: what is referred to stands before. */
export function savedObjects(): readonly SavedObject[] {
  const panels = DASHBOARDS.flatMap((dashboard) => dashboard.panels.map(visualization));
  return [DATA_VIEW, ...panels, ...DASHBOARDS.map(dashboardObject)];
}

/** One object a line. */
export function savedObjectsFile(): string {
  return savedObjects()
    .map((object) => `${JSON.stringify(object)}\n`)
    .join('');
}

/**
 * The question a panel asks. A query of one's own rules out `%context%`: the dashboard's query, filters and span are put in
 * clause by clause instead.
 */
export function bodyOf({ only, aggs }: Panel): object {
  return {
    size: 0,
    query: {
      bool: {
        must: ['%dashboard_context-must_clause%', { range: { '@timestamp': { '%timefilter%': true } } }],
        filter: ['%dashboard_context-filter_clause%', ...only],
        must_not: ['%dashboard_context-must_not_clause%'],
      },
    },
    aggs,
  };
}

function visualization(panel: Panel): SavedObject {
  const { format, ...view } = panel.view as { format: object };
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    data: { url: { index: INDEX_PATTERN, body: bodyOf(panel) }, format },
    autosize: { type: 'fit', contains: 'padding' },
    ...view,
  };
  const state = {
    title: panel.title,
    type: 'vega',
    aggs: [],
    params: { spec: JSON.stringify(spec, null, 2) },
  };
  return {
    type: 'visualization',
    id: `hearth-${panel.id}`,
    attributes: {
      title: `Hearth: ${panel.title}`,
      description: '',
      version: 1,
      uiStateJSON: '{}',
      visState: JSON.stringify(state),
      kibanaSavedObjectMeta: { searchSourceJSON: '{"query":{"query":"","language":"kuery"},"filter":[]}' },
    },
    references: [],
  };
}

function dashboardObject({ id, title, says, panels }: Dashboard): SavedObject {
  const width = COLUMNS / 2;
  const placed = panels.map((_, place) => ({
    version: '7.9.0',
    type: 'visualization',
    panelIndex: String(place + 1),
    gridData: {
      i: String(place + 1),
      x: (place % 2) * width,
      y: Math.floor(place / 2) * ROWS,
      w: width,
      h: ROWS,
    },
    embeddableConfig: {},
    panelRefName: `panel_${place + 1}`,
  }));
  return {
    type: 'dashboard',
    id: `hearth-${id}`,
    attributes: {
      title,
      description: says,
      version: 1,
      hits: 0,
      timeRestore: true,
      timeFrom: 'now-24h',
      timeTo: 'now',
      optionsJSON: '{"useMargins":true,"hidePanelTitles":false}',
      panelsJSON: JSON.stringify(placed),
      kibanaSavedObjectMeta: { searchSourceJSON: '{"query":{"query":"","language":"kuery"},"filter":[]}' },
    },
    references: panels.map((panel, place) => ({
      type: 'visualization',
      id: `hearth-${panel.id}`,
      name: `panel_${place + 1}`,
    })),
  };
}
