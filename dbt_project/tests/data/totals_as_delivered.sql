{{ config(severity='error', meta={'dagster': {'ref': {'name': 'cells'}}}) }}

{%- set place = ['schooljaar', "'alle'", 'onderwijsvorm', "'alle'", 'gebied', "'alle'", 'duaal', "'alle'", "'alle'"] %}

-- What the agencies deliver as totals is handed out as they delivered it: the marts, tab_3, tab_4 and txt_hbo5.
with rows_delivered as (
    select
        *,
        split_part(stroom, '_', 1) as onderwijsvorm,
        case when stroom like '%_DUAAL' then 'ja' else 'nee' end as duaal,
        case when studiegebied <> 'Totaal' then studiegebied else 'alle' end as gebied
    from {{ ref('stg_ahovoks__doorstroom_ho') }}
),

nursing as (
    select
        *,
        case when studiegebied <> 'Totaal' then studiegebied else 'alle' end as gebied,
        'alle' as duaal
    from {{ ref('stg_agodi__hbo5_verpleegkunde') }}
),

counts as (
    select
        {{ place_of(place) }} as place,
        maat,
        coalesce(opleidingstype, '') as opleidingstype,
        aantal
    from rows_delivered
),

listed as (
    select labels.*
    from (
        values
        ('tab_3', 'graduaat', 'doorgestroomd', 'GRADUAAT', 'gediplomeerd', ''),
        ('tab_3', 'PBA', 'doorgestroomd', 'PBA', 'gediplomeerd', ''),
        ('tab_3', 'ABA', 'doorgestroomd', 'ABA', 'gediplomeerd', ''),
        ('tab_3', 'overig', 'doorgestroomd', 'OVERIG', 'gediplomeerd', ''),
        ('tab_3', 'niet doorgestroomd', 'niet_doorgestroomd', '', 'gediplomeerd', ''),
        ('tab_4', 'graduaat: einde jaar 1', 'jaar1_einde', 'GRADUAAT', 'jaar1', 'GRADUAAT'),
        ('tab_4', 'PBA: einde jaar 1', 'jaar1_einde', 'PBA', 'jaar1', 'PBA'),
        ('tab_4', 'ABA: einde jaar 1', 'jaar1_einde', 'ABA', 'jaar1', 'ABA'),
        ('tab_4', 'graduaat: jaar 2', 'jaar2', 'GRADUAAT', 'jaar1', 'GRADUAAT'),
        ('tab_4', 'PBA: jaar 2', 'jaar2', 'PBA', 'jaar1', 'PBA'),
        ('tab_4', 'ABA: jaar 2', 'jaar2', 'ABA', 'jaar1', 'ABA')
    ) as labels (publicatie, categorie, maat, opleidingstype, of_maat, of_opleidingstype)
),

expected as (
    -- a study area counts where its graduates are delivered; a number that is not is then 0
    select
        listed.publicatie,
        whole.place,
        listed.categorie,
        coalesce(part.aantal, 0) as aantal,
        whole.aantal as noemer
    from counts as whole
    inner join listed on whole.maat = listed.of_maat and whole.opleidingstype = listed.of_opleidingstype
    left join counts as part
        on
            whole.place = part.place
            and listed.maat = part.maat
            and listed.opleidingstype = part.opleidingstype
    inner join counts as graduates on whole.place = graduates.place and graduates.maat = 'gediplomeerd'
    where whole.aantal > 0
    union all
    select
        'txt_hbo5' as publicatie,
        {{ place_of(place) }} as place,
        'doorgestroomd naar HBO5 verpleegkunde' as categorie,
        n_doorgestroomd as aantal,
        n_gediplomeerden as noemer
    from nursing
    where n_gediplomeerden > 0
    union all
    {{
        mart_rows(
            'higher_education', ['schooljaar', 'onderwijsvorm', 'duaal', 'gebied', 'maat', 'opleidingstype'],
            source='rows_delivered', n='aantal'
        )
    }}
    union all
    {{
        mart_rows(
            'hbo5_verpleegkunde', ['schooljaar', 'onderwijsvorm', 'gebied', 'n_gediplomeerden'], source='nursing',
            n='n_doorgestroomd'
        )
    }}
),

found as (
    {{ figures_found(['tab_3', 'tab_4', 'txt_hbo5']) }}
    union all
    {{
        mart_rows(
            'higher_education', ['schooljaar', 'onderwijsvorm', 'duaal', 'studiegebied', 'maat', 'opleidingstype'],
            source=ref('higher_education'), n='n_leerlingen'
        )
    }}
    union all
    {{
        mart_rows(
            'hbo5_verpleegkunde', ['schooljaar', 'onderwijsvorm', 'studiegebied', 'n_gediplomeerden'],
            source=ref('hbo5_verpleegkunde'), n='n_doorgestroomd'
        )
    }}
),

{{ check_figures() }}
