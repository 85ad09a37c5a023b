{{ config(meta={'rule': 'R33', 'dagster': {'ref': {'name': 'first_enrolments'}}}) }}

-- Every enrolment of P_DUAL_GOAL in leerjaar 6 or 7 is held against the one that counts; and who is said to have been
-- in the same leerjaar before, not dual, has such an earlier enrolment, and nobody else. The mart, fig_14, fig_16 and
-- txt_019 count them. P_DUAL_GOAL is judged again.
with {{ check_first('is_p_dual_goal and is_p_dual_all', 'true') }},

earlier as (
    select
        firsts.schooljaar,
        firsts.source_line,
        firsts.is_eerder_niet_duaal,
        sum(
            case
                when
                    chosen.aanbieder = 'VOLTIJDS'
                    and groepen.onderwijsvorm in ('BSO', 'TSO')
                    and groepen.leerjaar = firsts.leerjaar
                    and not groepen.is_duaal
                    then 1
                else 0
            end
        ) > 0 as is_expected
    from firsts
    left join {{ ref('count_day_enrolments') }} as chosen
        on firsts.leerling_id = chosen.leerling_id and firsts.schooljaar > chosen.schooljaar
    left join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
    group by firsts.schooljaar, firsts.source_line, firsts.is_eerder_niet_duaal
),

dual_goals as (
    -- P_DUAL_GOAL from groups, enrolments and birth dates; young enough means born after a day, dates as text
    select
        chosen.schooljaar,
        chosen.source_line,
        chosen.is_p_dual_goal,
        coalesce(
            chosen.aanbieder = 'VOLTIJDS'
            and chosen.stelsel = 'LINEAIR'
            and groepen.onderwijsvorm || groepen.leerjaar in ('BSO5', 'BSO6', 'BSO7')
            and not (groepen.is_aanloopfase or groepen.is_naamloos or groepen.is_se_n_se)
            and cast(leerlingen.geboortedatum as string) > cast(
                cast(substr(chosen.schooljaar, 6, 4) as int)
                - case
                    when groepen.leerjaar = '7' then {{ var('leeftijd_hoogstens_leerjaar_7') }} + 1
                    else {{ var('leeftijd_onder_leerjaar_5_6') }}
                end as string
            ) || '-{{ var("teldag") }}', false
        ) as is_expected
    from {{ ref('count_day_enrolments') }} as chosen
    inner join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
    left join {{ ref('stg_agodi__leerlingen') }} as leerlingen
        on chosen.leerling_id = leerlingen.leerling_id and chosen.schooljaar = leerlingen.schooljaar
    where groepen.is_duaal
    union all
    select
        chosen.schooljaar,
        chosen.source_line,
        chosen.is_p_dual_goal,
        chosen.is_p_dual_all as is_expected
    from {{ ref('count_day_enrolments') }} as chosen
    where chosen.is_p_dual_goal
),

persons as (
    select
        schooljaar,
        onderwijsvorm,
        leerjaar,
        studiegebied,
        stageverplichting,
        is_eerder_niet_duaal,
        has_studiebewijs,
        case when has_studiebewijs then 'studiebewijs behaald' else 'geen' end as categorie,
        count(*) as n
    from firsts
    group by all
),

expected as (
    {{
        mart_rows(
            'qualification',
            ['schooljaar', "'BSO'", 'leerjaar', 'studiegebied', 'stageverplichting', 'is_eerder_niet_duaal']
        )
    }}
    union all
    {{
        figure(
            'fig_14', ['schooljaar'], ['studiebewijs behaald'], where="leerjaar = '6' and has_studiebewijs is not null",
            fixed={'onderwijsvorm': 'BSO', 'leerjaar': '6', 'duaal': 'ja'}
        )
    }}
    union all
    {{
        figure(
            'fig_16', ['schooljaar'], ['studiebewijs behaald'], where="leerjaar = '7' and has_studiebewijs is not null",
            fixed={'onderwijsvorm': 'BSO', 'leerjaar': '7', 'duaal': 'ja'}
        )
    }}
    union all
    {{
        figure(
            'txt_019', ['schooljaar', 'leerjaar'], ['eerder niet-duaal in hetzelfde leerjaar'],
            fixed={'onderwijsvorm': 'BSO', 'duaal': 'ja'},
            categorie="case when is_eerder_niet_duaal then 'eerder niet-duaal in hetzelfde leerjaar' end"
        )
    }}
),

found as (
    {{
        mart_rows(
            'qualification',
            ['schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting', 'is_eerder_niet_duaal'],
            source=ref('qualification'), n='n_leerlingen', where="duaal = 'ja'"
        )
    }}
    union all
    {{ figures_found(['fig_14', 'fig_16', 'txt_019']) }}
),

{{ compare_figures() }},

offending as (
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from wrong
    union all
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from earlier
    where is_eerder_niet_duaal is distinct from is_expected
    union all
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from dual_goals
    where is_p_dual_goal <> is_expected
    union all
    select
        dataset,
        period,
        source_line
    from wrong_figures
),

{{ check_result() }}
