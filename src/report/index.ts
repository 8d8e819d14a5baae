export { analysisReport, renderAnalysis, type AnalysisReport, type StepReport } from './analysis.js';
export { stageReports, type StageReport } from './stages.js';
export { placementReport, renderPlacement, type PlacedStepReport, type PlacementReport } from './placement.js';
export { table, wrap, WIDTH, type Column } from './table.js';
