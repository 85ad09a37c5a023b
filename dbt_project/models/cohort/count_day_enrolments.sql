with judged as (
    -- coalesce: an unknown group or birth date breaks the rule
    select
        *,
        aanbieder = 'VOLTIJDS' as keeps_r03,
        coalesce(
            onderwijsvorm || ' ' || leerjaar in ('BSO 5', 'BSO 6', 'BSO 7', 'TSO 5', 'TSO 6'), false
        ) as keeps_r04,
        stelsel = 'LINEAIR' as keeps_r05,
        coalesce(not is_duaal, false) as keeps_r06,
        coalesce(
            case
                when leerjaar = '7' then leeftijd <= {{ var('leeftijd_hoogstens_leerjaar_7') }}
                else leeftijd < {{ var('leeftijd_onder_leerjaar_5_6') }}
            end, false
        ) as keeps_r07,
        coalesce(not is_se_n_se, false) as keeps_r08,
        coalesce(not is_naamloos, false) as keeps_r09
    from {{ ref('described_enrolments') }}
),

dropped as (
    -- R10: the first rule that is broken
    select
        *,
        case
            when not keeps_r03 then 'R03'
            when not keeps_r04 then 'R04'
            when not keeps_r05 then 'R05'
            when not keeps_r06 then 'R06'
            when not keeps_r07 then 'R07'
            when not keeps_r08 then 'R08'
            when not keeps_r09 then 'R09'
        end as uitval_regel
    from judged
)

select
    leerling_id,
    schooljaar,
    aanbieder,
    instellingsnummer,
    administratieve_groep,
    stelsel,
    onderwijsvorm,
    leerjaar,
    studiegebied,
    studierichting,
    -- R11
    case
        when onderwijsvorm = 'BSO' and leerjaar in ('6', '7') then 'met'
        when onderwijsvorm = 'TSO' and leerjaar = '6' and has_stageverplichting then 'met'
        when onderwijsvorm = 'TSO' and leerjaar = '6' then 'zonder'
    end as stageverplichting,
    -- R50: an enrolment whose group is gone is in no Se-n-Se group
    coalesce(is_se_n_se, false) as is_se_n_se,
    has_stageverplichting,
    is_naamloos,
    leeftijd,
    uitval_regel,
    coalesce(uitval_regel = 'R09', true) as is_p_stage,
    uitval_regel is null as is_p_goal,
    uitval_regel is null and leerjaar in ('6', '7') and has_stageverplichting as is_p_obl,
    -- the dual populations name form and leerjaar themselves: R04 is none of their rules
    keeps_r03 and keeps_r05 and keeps_r07 and keeps_r08 and keeps_r09
    and is_duaal and not is_aanloopfase
    and onderwijsvorm = 'BSO' and leerjaar in ('5', '6', '7') as is_p_dual_goal,
    coalesce(is_duaal, false) as is_p_dual_all,
    coalesce(
        is_duaal and aanbieder <> 'BUSO' and not is_aanloopfase
        and onderwijsvorm || ' ' || leerjaar in ('BSO 5', 'BSO 6', 'BSO 7', 'TSO 5', 'TSO 6'), false
    ) as is_p_dual_3,
    source_line
from dropped
