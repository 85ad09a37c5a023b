{{ config(meta={'rule': 'R33', 'dagster': {'ref': {'name': 'first_enrolments'}}}) }}

-- Every enrolment of P_DUAL_GOAL in leerjaar 6 or 7 is held against the one that counts; and who is said to have been
-- in the same leerjaar before, not dual, has such an earlier enrolment, and nobody else. The mart, fig_14, fig_16 and
-- txt_019 count them.
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
        dataset,
        period,
        source_line
    from wrong_figures
),

{{ check_result() }}
