import { packageText, pulumiProjectText } from './handover/project.ts';
import { pulumiImport, pulumiProgram } from './handover/pulumi.ts';
import { terraformText } from './handover/terraform.ts';
import type { HandoverFile, HandoverModel } from './model/handover-model.ts';

/** The files of a handover. There is no secret in them. */
export const renderHandover = (model: HandoverModel): readonly HandoverFile[] => [
  { path: 'terraform/handover.tf', text: terraformText(model) },
  { path: 'pulumi/import.json', text: pulumiImport(model) },
  { path: 'pulumi/index.ts', text: pulumiProgram(model) },
  { path: 'pulumi/package.json', text: packageText() },
  { path: 'pulumi/Pulumi.yaml', text: pulumiProjectText() },
];
