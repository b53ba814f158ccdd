// Two things in turn, A B A B …: whatever else the machine does meets both alike.

export const median = (values) => {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Medians of `rounds` rounds of each, in ms, and their ratio. The first round warms up and is thrown away. */
export const compare = async (rounds, base, subject) => {
  const measured = { base: [], subject: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const one = { base: await base(), subject: await subject() };
    if (round === 0) continue;
    measured.base.push(one.base);
    measured.subject.push(one.subject);
  }
  const medians = { base: median(measured.base), subject: median(measured.subject) };
  return { ...medians, ratio: medians.subject / medians.base };
};
