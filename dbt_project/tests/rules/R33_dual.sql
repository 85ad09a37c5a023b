{{ config(meta={'rule': 'R33', 'dagster': {'ref': {'name': 'first_enrolments'}}}) }}

-- Every enrolment of P_DUAL_GOAL in leerjaar 6 or 7 is held against the one that counts; and who is said to have been
-- in the same leerjaar before, not dual, has such an earlier enrolment, and nobody else.
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
),

{{ check_result() }}
