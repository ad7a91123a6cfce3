// C8: what is set is no measurement, and neither is what stands on a plate. Fine Offset makes weather stations.
const SETTING =
  /set ?point|\b(?:set ?(?:[a-z]+ )?temp(?:erature)?|desired|selected|calibration|limits?|thresholds?|rated|nominal|consigne|soll\w*|gewenste?)\b|(?<!^fine) offset$/;
// What a radar sees is a target, too.
const TARGET = /\btarget\b/;

/** Whether a quantity under a name is what somebody wants, not what is; the name in small letters, with blanks between its words. */
export function isSetting(name: string, quantity: string | undefined): boolean {
  return SETTING.test(name) || (TARGET.test(name) && quantity !== 'distance');
}
