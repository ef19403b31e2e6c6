"""Works out measures.json by other means than the program's: fractions and 60 digits. Run: python3 measures.py > measures.json (needs mpmath)."""
import json
from fractions import Fraction as F
from mpmath import mp, mpf, log, sqrt, log10, erfc, gammainc, binomial, loggamma, exp

mp.dps = 60
TABLES = [
    ("typical", 8, 15, 20, 1000), ("dunning_the_swiss", 110, 2552, 221, 31777), ("zero_cooc", 0, 10, 12, 500),
    ("perfect_rare", 5, 5, 5, 100), ("hapax", 1, 1, 1, 1000000), ("independent", 24, 300, 400, 5000),
    ("weak_positive", 30, 300, 400, 5000), ("negative", 10, 300, 400, 5000), ("large", 123456, 500000, 700000, 35000000),
    ("saturated_all", 100, 100, 100, 100), ("one_everywhere", 40, 100, 40, 100), ("subset", 20, 20, 200, 2000),
    ("small_fisher", 3, 5, 4, 12),
]


def real(x):
    return mpf(x.numerator) / x.denominator if isinstance(x, F) else mpf(x)


def ln(x):
    return log(real(x)) if x > 0 else mpf("-inf")


def tail(ks, n_a, n_b, n):
    """The probability that a hypergeometric variable is one of neighbouring values, the first the most probable of them."""
    ks = iter(ks)
    k = next(ks, None)
    if k is None:
        return mpf(0)
    def ways(a, b):
        return loggamma(a + 1) - loggamma(b + 1) - loggamma(a - b + 1)
    term = exp(ways(n_a, k) + ways(n - n_a, n_b - k) - ways(n, n_b))
    sum_ = term
    for next_ in ks:
        low = min(k, next_)
        ratio = mpf((n_a - low) * (n_b - low)) / ((low + 1) * (n - n_a - n_b + low + 1))
        term = term * ratio if next_ > k else term / ratio
        sum_ += term
        if term < sum_ * mpf(10) ** -50:
            break
        k = next_
    return sum_


def two_sided(n_ab, n_a, n_b, n):
    first, last = max(0, n_a + n_b - n), min(n_a, n_b)
    def pmf(k):
        return tail([k], n_a, n_b, n)
    bound = pmf(n_ab) * (1 + mpf(10) ** -7)
    mode = min(max((n_a + 1) * (n_b + 1) // (n + 2), first), last)
    if pmf(mode) <= bound:
        return mpf(1)
    def edge(yes, no):
        if pmf(yes) > bound:
            return None
        while abs(no - yes) > 1:
            middle = (yes + no) // 2
            yes, no = (middle, no) if pmf(middle) <= bound else (yes, middle)
        return yes
    up, down = (n_ab, edge(first, mode)) if n_ab > mode else (edge(last, mode), n_ab)
    return (tail(range(up, last + 1), n_a, n_b, n) if up is not None else 0) + (
        tail(range(down, first - 1, -1), n_a, n_b, n) if down is not None else 0)


def row(name, n_ab, n_a, n_b, n):
    a, b, d = n_a - n_ab, n_b - n_ab, n - n_a - n_b + n_ab
    expected = F(n_a * n_b, n)
    cells = [(n_ab, expected), (a, F(n_a * (n - n_b), n)), (b, F((n - n_a) * n_b, n)), (d, F((n - n_a) * (n - n_b), n))]
    sign = (n_ab > expected) - (n_ab < expected)
    det = n_ab * d - a * b
    margins = n_a * n_b * (n - n_a) * (n - n_b)
    g2 = 2 * sum((o * ln(o / e) for o, e in cells if o), mpf(0))
    lift = F(n_ab * n, n_a * n_b)
    pmi = ln(lift)
    first, last = max(0, n_a + n_b - n), min(n_a, n_b)
    far = n_ab > expected
    more = tail(range(n_ab, last + 1), n_a, n_b, n) if far else 1 - tail(range(n_ab - 1, first - 1, -1), n_a, n_b, n)
    fewer = 1 - tail(range(n_ab + 1, last + 1), n_a, n_b, n) if far else tail(range(n_ab, first - 1, -1), n_a, n_b, n)
    poisson = gammainc(n_ab, 0, real(expected), regularized=True) if n_ab else mpf(1)
    p2 = two_sided(n_ab, n_a, n_b, n)
    nats = lambda x: max(mpf(0), x)
    out = {
        "expected": expected, "p_b_given_a": F(n_ab, n_a), "p_a_given_b": F(n_ab, n_b),
        "relative_frequency": F(n_ab, n), "overlap": F(n_ab, min(n_a, n_b)), "jaccard": F(n_ab, n_a + b), "dice": F(2 * n_ab, n_a + n_b),
        "cosine": n_ab / sqrt(mpf(n_a * n_b)), "lift": lift, "pmi": pmi, "pmi2": ln(F(n_ab**2, n_a * n_b)),
        "pmi3": ln(F(n_ab**3, n_a * n_b * n)), "ppmi": nats(pmi), "sppmi": nats(pmi - log(5)),
        "npmi": mpf(-1) if not n_ab else mpf(1) if n_ab == n else pmi / -ln(F(n_ab, n)),
        "lmi": n_ab * pmi if n_ab else mpf(0), "mi": g2 / (2 * n), "g2": sign * g2,
        "chi2": F(sign * n * det * det, margins) if margins else None,
        "chi2_yates": sign * n * max(F(0), abs(det) - F(n, 2)) ** 2 / margins if margins else None,
        "phi": det / sqrt(mpf(margins)) if margins else None,
        "t": real(n_ab - expected) / sqrt(mpf(n_ab)) if n_ab else mpf("-inf"), "z": real(n_ab - expected) / sqrt(real(expected)),
        "z_hyper": real(n_ab - expected) / sqrt(real(F(margins, n * n * (n - 1)))) if margins else None,
        "odds_ratio": F(n_ab * d, a * b) if a * b else mpf("inf") if n_ab * d else None,
        "log_odds": ln(F((2 * n_ab + 1) * (2 * d + 1), (2 * a + 1) * (2 * b + 1))),
        "yules_q": F(det, n_ab * d + a * b) if n_ab * d + a * b else None,
        "hypergeometric": -log10(more), "fisher": -log10(p2), "poisson": -log10(poisson),
        "p_more": more, "p_fewer": fewer, "p_two_sided": p2, "p_poisson": poisson,
        "p_g2": erfc(sqrt(abs(g2) / 2)), "p_chi2": erfc(sqrt(real(F(n * det * det, margins)) / 2)) if margins else None,
    }
    if n_a < n and n_b < n:
        prior = F(10 * n_b, n)
        delta = ln(F(n_ab + prior) / (a + 10 - prior)) - ln(F(b + prior) / (d + 10 - prior))
        out["log_odds_dirichlet_10"] = delta
        out["log_odds_dirichlet_10_z"] = delta / sqrt(real(1 / (n_ab + prior) + 1 / (b + prior)))
    return {"name": name, "n_ab": n_ab, "n_a": n_a, "n_b": n_b, "n": n} | {key: shown(value) for key, value in out.items()}


def shown(value):
    if value is None:
        return None
    value = real(value)
    if value in (mpf("inf"), mpf("-inf")):
        return "inf" if value > 0 else "-inf"
    text = mp.nstr(value, 12, strip_zeros=True)
    return float(text) if value == 0 or mpf(10) ** -300 < abs(value) else 0.0


rows = [json.dumps(row(*table)) for table in TABLES]
print("[\n  " + ",\n  ".join(rows) + "\n]")
