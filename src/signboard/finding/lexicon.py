"""General word lists: verbs and nouns of doing. None comes from any one document."""

import re

_VERBS = """
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
    encourage end enforce engage enhance enlarge enliven enrich ensure equip eradicate establish
    evaluate examine exempt expand expedite explore extend facilitate fight finalise finalize
    finance find finish fix forge form formalise formalize formulate foster found free fulfil
    fulfill fund
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
    specialise specialize speed spend stabilise stabilize standardise standardize stand start
    stimulate
    stop streamline strengthen strive subsidise subsidize supervise supply support sustain tackle
    take target tax teach terminate test tighten trade train transfer transform translate transport
    treat trial triple turn undertake unify unlock update upgrade upskill use utilise utilize
    vaccinate waive widen win withdraw work
"""
VERBS = frozenset(_VERBS.split())

_ZERO = """
    support reform increase decrease repair review research upgrade launch start aid help transfer
    purchase cut rise ban renewal removal approval disposal withdrawal proposal revival maintenance
    assistance insurance delivery recovery growth overhaul release boost rollout start-up return
    relief care access protection upkeep discovery
"""
ZERO = frozenset(_ZERO.split())
"""Nouns of doing that no suffix tells."""

NOMINAL = re.compile(r"[a-z-]{3,30}(?:tion|sion|ment|isation|ization|ance)s?")

_NOT_DEEDS = """
    station nation population generation region question condition information institution
    organization organisation foundation association corporation section position tradition
    federation occupation profession version mission vision pension mansion dimension passion
    million billion trillion fashion department government environment equipment element document
    moment segment apartment parliament settlement monument instrument garment sentiment
    performance distance substance circumstance importance balance finance province ambulance
    relation stations nations populations generations regions questions conditions institutions
    organizations organisations foundations associations corporations departments governments
"""
NOT_DEEDS = frozenset(_NOT_DEEDS.split())

_PROJECTS = """
    project projects campaign campaigns programme programmes program programs scheme schemes
    initiative initiatives drive
"""
PROJECTS = frozenset(_PROJECTS.split())

_IRREGULAR = (
    "built made cut set led won began brought spent held kept gave took put drew grew sent sold "
    "paid bought found rebuilt oversaw undertook laid broke"
)
IRREGULAR = frozenset(_IRREGULAR.split())
"""Past forms of verbs of doing that no suffix tells."""

_DEEDS = """
    가동 감면 감축 강화 개량 개발 개방 개선 개설 개소 개원 개장 개정 개최 개통
    개편 갱신 건립 건설 건조 검토 견인 결성 경감 고도화 공개 공급 공모 공유
    관리 교체 구성 구축 구현 규명 근절 기념 기부 기획 내실화 다각화 단축 달성
    담보 대비 대응 도모 도입 도출 독려 동결 마련 매각 매입 면제 모집 무상화
    반영 발간 발굴 발급 발령 발족 발표 발행 방지 배출 배치 보강 보급 보상 보수
    보장 보전 보존 보호 복원 본격화 부여 부응 분양 사업화 상용화 상향 생산 선발
    선정 설립 설치 성장 세계화 소통 수립 수출 수행 승격 시범운영 시행 신설 신축
    실시 실현 안정화 안착 양성 억제 연결 연계 연장 예방 완공 완료 완성 완화
    우대 운영 운행 위촉 유지 유치 육성 융자 의무화 이관 이양 이전 이행 인상
    인하 일원화 입법 입주 자립 재개발 재건 재생 재편 적용 전개 전달 전환 절감
    점검 정비 정착 제거 제고 제공 제시 제작 제정 조기완공 조사 조성 종식 준공
    준비 증대 증설 증액 증원 증편 지급 지원 지정 직영 진단 진행 진흥 집중 집행
    차단 착공 착수 참여 창설 창업 창출 채용 철거 철폐 체결 체계화 초청 촉진
    최소화 추가 추진 축소 출범 출시 충원 투명화 투입 투자 특화 파견 편성 편입
    폐지 포상 표준화 해결 해소 혁신 현대화 협력 협약 협의 형성 홍보 확대 확립
    확보 확산 확장 확정 확충 환급 활성화 활용 회복 획기적
"""
DEEDS = frozenset(_DEEDS.split())
"""Korean nouns of doing, which make verbs with 하다 and stand for plans without it."""

_COUNTERS = """
    명 인 개소 개사 개교 개국 개 곳 채 호 가구 세대 대 건 원 톤 그루 면 회 차례 종 편 권 필지 칸 척
    마리 점 가지 장 실 석 병상 학급 량 노선 리터 평 두 팀 쌍 배 쪽 병 포기 줄기 상자 켤레 자루
"""
COUNTERS = "|".join(sorted(_COUNTERS.split(), key=len, reverse=True))
"""Korean words that count things, as alternatives of a pattern."""

# As an ending of a longer word only what ends no name: 대전시, 여수시, 통일부 and 대전역 are names.
COMMON = re.compile(
    r".*(?:제도|도시|연도|정도|온도|속도|태도|구도|각도|한도|관련도|난이도|만족도|선호도|인지도|연구|요구|기구|"
    r"도구|가구|본부|사업부|정부|부처|신청|요청|시청|군청|구청|도청|지역|권역|구역|영역|활동|노동|운동|사항|조항)"
    r"|(?:의|신|보|지|고|밀|농|강|용|별)도|(?:입|출|친|지)구|(?:일|내|외|전|간|공|농)부|(?:근|거|조)처"
    r"|(?:전|동|다|표|지|게|실|일|당|출|수|임|잠|즉|몇|역)시|(?:전|해|유|수|용|방|광|번)역"
    r"|(?:아|이|공|행|가|작|자|변)동|(?:측|반|화|표|수|전|장|방|평|정|지)면"
    r"|(?:대|소|각|본|우리|해당|관계|신)?(?:특별시|광역시|[시도군구읍면동]|도심|공원|광장|지구|단지|마을|역|항|부|처|청)"
)
"""Korean common nouns that end as the names of places and bodies do."""
