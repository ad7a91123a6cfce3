// Fetched as one when a page stands: apart, each would bring pieces of the chart library that the others have too.
export { HouseChart } from './house-chart';
export { LinesChart } from './lines-chart';
export { SeriesChart } from './series-chart';
