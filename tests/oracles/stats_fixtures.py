"""Figures for the tests of src/stats, from implementations that share no code with it.

Run with numpy, scipy, statsmodels and lifelines installed; prints the JSON that stands beside this file:

    python tests/oracles/stats_fixtures.py > tests/oracles/stats_fixtures.json

Kaplan-Meier and log-rank come from lifelines, intervals of proportions from statsmodels, quantiles and tails from scipy.
Where no package decides as the metrics are defined (quantiles at ties, Mantel-Haenszel), the figure is computed in exact
fractions from the definition.
"""

import json
import math
import random
import statistics
from fractions import Fraction

from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

Z_95 = stats.norm.ppf(0.975)
SIX_MP = ([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
          [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0])
PLACEBO = ([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], [1] * 21)


def samples():
    """Name to (times, events): published data, then random samples with and without ties."""
    rng = random.Random(20260105)
    found = {"six_mp": SIX_MP, "placebo": PLACEBO}
    for n, top, share in [(12, 6, 0.5), (40, 90, 0.3), (60, 20, 0.8), (80, None, 0.6), (25, 200, 1.0), (150, 60, 0.1)]:
        times = [rng.uniform(0, 120) if top is None else rng.randint(0, top) for _ in range(n)]
        found[f"random_{n}"] = (times, [int(rng.random() < share) for _ in range(n)])
    return found


def exact_survival(times, events):
    """(time, S after it) as fractions, one per distinct time."""
    survival, curve = Fraction(1), []
    for time in sorted(set(times)):
        at_risk = sum(other >= time for other in times)
        died = sum(other == time and event for other, event in zip(times, events))
        survival *= 1 - Fraction(died, at_risk)
        curve.append((time, survival))
    return curve


def limits_by_lifelines(times, events):
    """(time, low, high) with the convention for S = 0 and S = 1."""
    fitter = KaplanMeierFitter().fit(times, events)
    table = fitter.confidence_interval_survival_function_
    exact = dict(exact_survival(times, events))
    rows = []
    for time, low, high in zip(table.index, table.iloc[:, 0], table.iloc[:, 1]):
        survival = exact.get(time, Fraction(1))
        rows.append((time, float(survival), float(survival)) if survival in (0, 1) else (time, low, high))
    return fitter, rows


def first(pairs, level):
    return next((time for time, value in pairs if value <= level), None)


def kaplan_meier(times, events):
    fitter, limits = limits_by_lifelines(times, events)
    curve = exact_survival(times, events)
    steps = [[row.Index, int(row.at_risk), int(row.observed), int(row.censored), float(fitter.predict(row.Index))]
             for row in fitter.event_table.itertuples() if row.Index in dict(curve)]
    quantiles = []
    for tenths in (1, 3, 5, 9):
        level = 1 - Fraction(tenths, 10)
        quantiles.append([tenths / 10, first(curve, level),
                          first([(time, low) for time, low, _ in limits], level),
                          first([(time, high) for time, _, high in limits], level)])
    intervals = [[time, low, high] for time, low, high in limits if 0 < low and high < 1]
    return {"times": times, "events": events, "steps": steps, "intervals": intervals, "quantiles": quantiles}


def mantel_haenszel(strata):
    weight = sum(Fraction(n1 * n2, n1 + n2) for _, n1, _, n2 in strata)
    pooled = sum(Fraction(n1 * n2, n1 + n2) * (Fraction(k1, n1) - Fraction(k2, n2)) for k1, n1, k2, n2 in strata) / weight
    p = sum((Fraction(n1, n1 + n2) ** 2 * k2 - Fraction(n2, n1 + n2) ** 2 * k1
             + Fraction(n1, n1 + n2) * Fraction(n2, n1 + n2) * Fraction(n2 - n1, 2)) for k1, n1, k2, n2 in strata)
    q = sum(Fraction(k1 * (n2 - k2) + k2 * (n1 - k1), 2 * (n1 + n2)) for k1, n1, k2, n2 in strata)
    half = Z_95 * math.sqrt((pooled * p + q) / weight**2)
    return [float(pooled), float(pooled) - half, float(pooled) + half]


def per_arm(share, difference):
    other = share + difference
    z = Z_95 + stats.norm.ppf(0.8)
    return math.ceil(z**2 * (share * (1 - share) + other * (1 - other)) / difference**2)


def mean(values):
    exact = [Fraction(value) for value in values]
    centre = statistics.mean(exact)
    spread = math.sqrt(statistics.variance(exact))
    low, high = stats.t.interval(0.95, len(values) - 1, float(centre), spread / math.sqrt(len(values)))
    return {"values": values, "mean": float(centre), "standard_deviation": spread, "low": low, "high": high}


def figures():
    rng = random.Random(7)
    found = samples()
    pairs = [("six_mp", "placebo"), ("random_12", "random_40"), ("random_60", "random_80"), ("random_25", "random_150"),
             ("random_40", "random_150")]
    counts = [(0, 1), (1, 1), (0, 20), (27, 30), (35, 35), (34, 35), (812, 903), (99_999, 100_000), (3, 1_000_000)]
    twos = [(56, 70, 48, 80), (9, 10, 3, 10), (0, 10, 0, 20), (10, 10, 0, 10), (181, 190, 77, 91), (1, 1, 0, 1)]
    tails = [(27, 30, 0.8), (26, 30, 0.95), (0, 30, 0.1), (30, 30, 0.9), (3, 7, 0.5), (450, 500, 0.88), (9_700, 10_000, 0.97),
             (100, 1_000_000, 0.0001), (500_500, 1_000_000, 0.5), (901_000, 1_000_000, 0.9), (120, 1_000, 0.3)]
    charts = [(5, 0.9), (12, 0.9), (30, 0.82), (200, 0.07), (1_000, 0.5), (100_000, 0.93)]
    tables = [[(8, 106, 5, 120), (22, 98, 16, 85)], [(4, 4, 2, 3), (0, 1, 1, 1), (88, 90, 40, 51)], [(11, 12, 9, 12)]]
    scores = [[rng.uniform(0, 100) for _ in range(n)] for n in (2, 3, 11, 40)] + [[1e7 + rng.randint(0, 64) / 64 for _ in range(15)]]
    return {
        "kaplan_meier": [kaplan_meier(*sample) for sample in found.values()],
        "log_rank": [[list(found).index(a), list(found).index(b),
                      logrank_test(found[a][0], found[b][0], found[a][1], found[b][1]).p_value] for a, b in pairs],
        "wilson": [[k, n, *proportion_confint(k, n, method="wilson")] for k, n in counts],
        "newcombe": [[*row, *confint_proportions_2indep(*row, method="newcomb", compare="diff")] for row in twos],
        "tails": [[k, n, p, stats.binom.sf(k - 1, n, p), stats.binom.cdf(k, n, p)] for k, n, p in tails],
        "quantile_limits": [[n, p, low, high, int(stats.binom.ppf(low, n, p)), int(stats.binom.ppf(high, n, p))]
                            for n, p in charts for low, high in ((0.00135, 0.99865), (0.025, 0.975), (0.001, 0.999))],
        "mean": [mean(values) for values in scores],
        "t_interval": [[n, *stats.t.interval(0.95, n - 1, 10.0, 3.0 / math.sqrt(n))]
                       for n in (2, 3, 4, 5, 11, 30, 101, 350, 499, 500, 501, 1_000, 50_000, 1_000_000)],
        "mantel_haenszel": [{"strata": strata, "figures": mantel_haenszel(strata)} for strata in tables],
        "per_arm": [[p, d, per_arm(p, d)] for p, d in ((0.85, 0.05), (0.9, 0.05), (0.9, -0.05), (0.65, 0.2), (0.5, 0.01))],
    }


def plain(value):
    """numpy numbers as Python's own, for the JSON."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value.item() if hasattr(value, "item") else value


if __name__ == "__main__":
    for name, part in (everything := plain(figures())).items():
        opening = "{" if name == next(iter(everything)) else ","
        rows = ",\n  ".join(json.dumps(row) for row in part)
        print(f'{opening}\n"{name}": [\n  {rows}\n]', end="")
    print("\n}")
