export { analysisReport, renderAnalysis, type AnalysisReport, type StepReport } from './analysis.js';
export { placementReport, renderPlacement, type PlacedStepReport, type PlacementReport } from './placement.js';
export { table, wrap, WIDTH, type Column } from './table.js';
