"""General English word lists: verbs and nouns of doing. None comes from any one document."""

import re

VERBS = frozenset(
    """
    abolish accelerate accept accredit achieve acquire activate adapt add address adjust administer
    adopt advance advise advocate allocate allow amend analyse analyze appoint apply approve arrange
    assess assign assist attract audit authorise authorize automate avoid award balance ban begin
    boost bring broaden build campaign cancel cap carry cease certify change clean clear close
    cluster collaborate collect combat combine commence commission commit compensate complete
    conduct confirm connect conserve consolidate construct consult continue contribute control
    convene convert cooperate coordinate correct cover create crack cultivate curb cut deal
    decentralise decentralize decrease decriminalize dedicate deepen defend define deliver
    demolish deploy design designate detect determine develop devise devolve digitise digitize
    direct discontinue discourage dismantle disseminate distribute diversify divert divide double
    draft draw drive earmark ease educate electrify eliminate embed employ empower enable enact
    encourage end enforce engage enhance enlarge enrich ensure equip eradicate establish evaluate
    examine exempt expand expedite explore extend facilitate fight finalise finalize finance find
    finish fix forge form formalise formalize formulate foster found free fulfil fulfill fund
    generate give grant grow guarantee guide halt halve harmonise harmonize harness help hire
    hold host house identify implement impose improve include incorporate increase incentivise
    incentivize inform initiate innovate inspect install institute integrate intensify
    internationalise internationalize introduce invest investigate invite involve issue join keep
    launch lead legalise legalize legislate let leverage license lift limit link list lobby lower
    maintain make manage mandate maximise maximize measure merge minimise minimize mitigate
    mobilise mobilize modernise modernize modify monitor move nationalise nationalize negotiate
    obtain offer open operate optimise optimize ordain order organise organize overhaul oversee
    participate partner pass pave pay permit phase pilot place plan plant prepare preserve
    prevent prioritise prioritize privatise privatize procure produce prohibit promote propose
    prosecute protect prove provide publish pull purchase pursue push put raise ratify reach
    realise realize recognise recognize recruit rectify recycle redesign redevelop redirect reduce
    reform refurbish regain regenerate register regulate reinforce reinstate relax release relocate
    remove renew renovate reopen reorganise reorganize repair repeal replace report require rescue
    research resettle resolve respond restore restrict restructure resume retain retrofit retrain
    return revamp revise revitalise revitalize revive roll safeguard save scale scrap secure seek
    select sell send separate serve set settle share shift shorten showcase sign simplify
    specialise specialize speed spend stabilise stabilize standardise standardize start stimulate
    stop streamline strengthen strive subsidise subsidize supervise supply support sustain tackle
    take target tax teach terminate test tighten trade train transfer transform translate transport
    treat trial triple turn undertake unify unlock update upgrade upskill use utilise utilize
    vaccinate waive widen withdraw work
    """.split()
)

ZERO = frozenset(
    """
    support reform increase decrease repair review research upgrade launch start aid help transfer
    purchase cut rise ban renewal removal approval disposal withdrawal proposal revival maintenance
    assistance insurance delivery recovery growth overhaul release boost rollout start-up return
    relief care access protection upkeep discovery
    """.split()
)
"""Nouns of doing that no suffix tells."""

NOMINAL = re.compile(r"[a-z-]{3,30}(?:tion|sion|ment|isation|ization|ance)s?")

NOT_DEEDS = frozenset(
    """
    station nation population generation region question condition information institution
    organization organisation foundation association corporation section position tradition
    federation occupation profession version mission vision pension mansion dimension passion
    million billion trillion fashion department government environment equipment element document
    moment segment apartment parliament settlement monument instrument garment sentiment
    performance distance substance circumstance importance balance finance province ambulance
    relation stations nations populations generations regions questions conditions institutions
    organizations organisations foundations associations corporations departments governments
    """.split()
)

PROJECTS = frozenset(
    """
    project projects campaign campaigns programme programmes program programs scheme schemes
    initiative initiatives drive
    """.split()
)

IRREGULAR = frozenset(
    "built made cut set led won began brought spent held kept gave took put drew grew sent sold "
    "paid bought found rebuilt oversaw undertook laid broke".split()
)
"""Past forms of verbs of doing that no suffix tells."""
